"""The bars of the README: CPU a request, as plain SVG text."""

from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, ROW, HEAD = 760, 230, 90, 24, 46
FLOOR, OURS, OTHER = "#9aa5b1", "#1769aa", "#c9d1d9"


def panel(out, top, title, rows):
    """Bars of one scenario; those beyond thirty times ours are told in words, or ours would not be seen."""
    ours = next(cpu for key, _, cpu in rows if key == "polyaxon")
    drawn = sorted((r for r in rows if r[2] <= 30 * ours), key=lambda r: r[2])
    told = sorted((r for r in rows if r[2] > 30 * ours), key=lambda r: r[2])
    most = max(cpu for _, _, cpu in drawn)
    out.append(f'<text x="16" y="{top + 24}" font-weight="bold">{escape(title)}</text>')
    y = top + HEAD - 10
    for key, name, cpu in drawn:
        length = max(1.0, cpu / most * (WIDTH - LEFT - RIGHT))
        colour = OURS if key == "polyaxon" else FLOOR if key == "raw" else OTHER
        out.append(f'<text x="{LEFT - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>')
        out.append(f'<rect x="{LEFT}" y="{y + 3}" width="{length:.1f}" height="{ROW - 7}" rx="2" fill="{colour}"/>')
        out.append(f'<text x="{LEFT + length + 6:.1f}" y="{y + 16}">{number(cpu)} µs</text>')
        y += ROW
    if told:
        words = "not drawn: " + ", ".join(f"{name} {number(cpu)} µs" for _, name, cpu in told)
        out.append(f'<text x="16" y="{y + 16}" fill="#57606a">{escape(words)}</text>')
        y += ROW
    return y + 8


def number(micros):
    return f"{micros:.1f}" if micros < 100 else f"{micros:,.0f}"


def svg(panels, footer):
    """`panels`: (title, [(key, name, CPU µs a request)]), each with ours among them."""
    out, y = [], 8
    for title, rows in panels:
        y = panel(out, y, title, rows)
    out.append(f'<text x="16" y="{y + 12}" fill="#57606a" font-size="11">{escape(footer)}</text>')
    height = y + 26
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        'font-family="system-ui, sans-serif" font-size="13" fill="#24292f">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>', *out, "</svg>", ""])

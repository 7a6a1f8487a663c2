// Opens pages of haupt's web interface in a headless Chromium and prints one JSON object a page: {url, text}.
//   node look.mjs CHROMIUM STATIC MODULES OUT_FOLDER NAME=URL...
// The page wants its libraries from CDNs and its bundles from /static/: both come from files here, and nothing else leaves 127.0.0.1.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const [chromium, bundles, modules, folder, ...pages] = process.argv.slice(2);
const puppeteer = createRequire(path.join(modules, 'x.js'))('puppeteer-core');

const libraries = {
    react: 'react', 'react-dom': 'react-dom', 'react-plotly.js': 'react-plotly.js', 'moment.js': 'moment/min', 'plotly.js': 'plotly.js-dist-min',
    vega: 'vega', 'vega-lite': 'vega-lite', 'vega-embed': 'vega-embed',
};
const types = {'.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml'};

// The file that stands for an address, or nothing.
function stand_in(address) {
    if (address.pathname.startsWith('/static/')) return path.join(bundles, address.pathname.slice('/static/'.length));
    const parts = address.pathname.split('/').filter(Boolean);
    for (let i = 0; i < parts.length; ++i) {
        const name = parts[i].split('@')[0];
        if (!(name in libraries)) continue;
        // NAME@VERSION/file, or NAME/VERSION/file
        const rest = parts.slice(parts[i].includes('@') ? i + 1 : i + 2);
        return path.join(modules, 'node_modules', libraries[name], ...rest);
    }
    return undefined;
}

const browser = await puppeteer.launch({executablePath: chromium, headless: true, args: ['--no-sandbox', '--disable-gpu']});
try {
    for (const entry of pages) {
        const [name, url] = [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)];
        const page = await browser.newPage();
        await page.setViewport({width: 1400, height: 900});
        await page.setRequestInterception(true);
        page.on('request', request => {
            const address = new URL(request.url());
            const file = stand_in(address);
            if (file && fs.existsSync(file))
                return request.respond({status: 200, contentType: types[path.extname(file)] ?? 'application/octet-stream', body: fs.readFileSync(file)});
            return address.hostname === '127.0.0.1' || address.protocol === 'data:' ? request.continue() : request.abort();
        });
        await page.goto(url, {waitUntil: 'domcontentloaded', timeout: 30000});
        await page.waitForNetworkIdle({idleTime: 2000, timeout: 60000}).catch(() => {});
        await page.screenshot({path: path.join(folder, name + '.png')});
        console.log(JSON.stringify({name, text: await page.evaluate(() => document.body.innerText)}));
        await page.close();
    }
} finally {
    await browser.close();
}

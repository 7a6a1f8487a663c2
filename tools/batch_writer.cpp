#include "batch_writer.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace polyaxon::batch {
namespace {

bool write(std::ostream& out, const options& o, const std::vector<row>& rows) {
    if (o.as == format::csv) out << csv_head();
    if (o.as == format::table) {
        out << table(rows, o.rows, o.metric);
    } else {
        for (const auto& r : rows) out << (o.as == format::csv ? csv_line(r) : ndjson_line(r));
    }
    out.flush();
    return static_cast<bool>(out);
}

}  // namespace

std::string write_rows(const options& o, const std::vector<row>& rows) {
    if (o.output.empty()) {
        return write(std::cout, o, rows)
                   ? ""
                   : "cannot write to standard output: is the reader gone or the disk full?";
    }
    // Beside the target first, so that a full disk leaves no half file under its name.
    const auto beside = o.output + ".part" + std::to_string(::getpid());
    bool ok = false;
    {
        std::ofstream file(beside, std::ios::binary | std::ios::trunc);
        ok = file && write(file, o, rows);
    }
    std::error_code ec;
    if (ok) std::filesystem::rename(beside, o.output, ec);
    if (ok && !ec) return {};
    std::filesystem::remove(beside, ec);
    return "cannot write " + o.output + ": check that the folder exists, is writable and has room";
}

}  // namespace polyaxon::batch

#include "support/hostile_row.hpp"

// Calls that their caller gives up: at every moment of the answer, and what comes of it later reaches nobody.
namespace polyaxon::test::hostile {

namespace {

/// So much of the answer comes, then the call is given up, then the rest comes.
row after(std::string name, std::string before, std::string rest) {
    return row{"cancel: " + std::move(name)}
        .send(std::move(before))
        .give_up()
        .answered()
        .send(std::move(rest))
        .cancelled()
        .maybe(true);
}
row write(std::string name, verb v, std::string before, std::string rest) {
    return after(std::move(name), std::move(before), std::move(rest)).does(v).tries(3);
}

}  // namespace

rows cancel_rows() {
    const std::string poison = ok("", evil), good = ok();
    const auto half = [](const std::string& text) { return text.substr(0, text.size() / 2); };
    const auto rest = [](const std::string& text) { return text.substr(text.size() / 2); };
    const std::string in_chunks = chunked(chunk(ada) + "0\r\n\r\n");
    auto large =
        write("a POST, its body half sent", verb::post, "", poison).alone().does(verb::post, 8 << 20);
    large.before_body = true;
    large.maybe_sent = true;
    return {
        after("before the answer, which comes later", "", good),
        after("before the answer, another comes later", "", poison),
        after("before the answer, nonsense comes later", "", "nonsense\r\n\r\n"),
        after("behind one byte", "H", good.substr(1) + poison),
        after("in the status line", "HTTP/1.1 2", "00 OK\r\nContent-Length: 18\r\n\r\n" + ada + poison),
        after("in the head", half(bare(length_of(ada), "")), rest(bare(length_of(ada), "")) + ada + poison),
        after("behind the head", bare(length_of(ada), ""), ada + poison),
        after("in the body", bare(length_of(ada), ada.substr(0, 9)), ada.substr(9) + poison),
        after("before the last byte", good.substr(0, good.size() - 1), "}" + poison),
        after("in a chunk", half(in_chunks), rest(in_chunks) + poison),
        after("before the last chunk", chunked(chunk(ada)), "0\r\n\r\n" + poison),
        after("in a body until the end", bare("", ada), ada + poison),
        after("behind a 1xx", "HTTP/1.1 103 Early Hints\r\n\r\n", good + poison),
        row{"cancel: and the server goes"}.give_up().answered().fin().cancelled().maybe(true),
        row{"cancel: and the server resets"}.give_up().answered().reset().cancelled().maybe(true),
        row{"cancel: and nothing ever comes"}.give_up().hold().cancelled().maybe(true),
        row{"cancel: on a used connection"}
            .on_a_used_connection()
            .give_up()
            .answered()
            .send(poison)
            .cancelled()
            .maybe(true),
        row{"cancel: in the pause before another try"}
            .tries(5)
            .send(answer("HTTP/1.1 503 Busy", "Retry-After: 3\r\n", "{}"))
            .give_up()
            .cancelled()
            .seen(-1),
        write("a POST before its answer", verb::post, "", ok("", R"({"name":"ada"})")),
        write("a POST in its answer", verb::post, half(poison), rest(poison)),
        write("a PATCH before its answer", verb::patch, "", poison),
        write("a PATCH in its answer", verb::patch, half(poison), rest(poison)),
        std::move(large),
    };
}

}  // namespace polyaxon::test::hostile

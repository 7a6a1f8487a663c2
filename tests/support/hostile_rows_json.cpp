#include "support/hostile_row.hpp"

// Complete 2xx answers whose body is not the value asked for: `decode_error`, and the connection goes on, because its framing was right.
namespace polyaxon::test::hostile {

namespace {

row wrong(std::string name, std::string body) {
    return row{"json: " + std::move(name)}.send(ok("", body)).is("decode_error", "", 200).reused();
}
row right(std::string name, std::string body, std::string who = "ada") {
    return row{"json: " + std::move(name)}.send(ok("", body)).value(std::move(who)).reused();
}
std::string in_extra(const std::string& value) { return R"({"username":"ada","extra":)" + value + "}"; }

}  // namespace

rows json_rows() {
    return {
        wrong("nothing but blanks", "  \r\n\t "),
        wrong("null", "null"),
        wrong("a number", "42"),
        wrong("a string", "\"ada\""),
        wrong("a list", "[" + ada + "]"),
        // v1 takes what the server leaves out.
        wrong("an empty object", "{}").of_v0(),
        wrong("no user", R"({"username":""})").of_v0(),
        wrong("a user that is null", R"({"username":null})").of_v0(),
        wrong("a user that is a number", R"({"username":42})"),
        wrong("a user that is an object", R"({"username":{"a":"b"}})"),
        wrong("a user that is a list", R"({"username":["ada"]})"),
        wrong("a user that is true", R"({"username":true})"),
        wrong("HTML", "<html><body>Welcome</body></html>"),
        wrong("text", "ok"),
        wrong("cut in the middle", ada.substr(0, 12)),
        wrong("cut before the brace", ada.substr(0, ada.size() - 1)),
        wrong("two values", ada + ada),
        wrong("a value and a word", ada + " x"),
        wrong("a value and a NUL", ada + bytes("\0")),
        wrong("a value and a brace", ada + "}"),
        wrong("a NUL before the value", bytes("\0") + ada),
        wrong("a comma at the end of an object", R"({"username":"ada",})"),
        wrong("a comma at the end of a list", in_extra("[1,2,]")),
        wrong("two commas", R"({"username":"ada",,"x":1})"),
        wrong("no comma", R"({"username":"ada" "x":1})"),
        wrong("no colon", R"({"username" "ada"})"),
        wrong("single quotes", "{'username':'ada'}"),
        wrong("a key without quotes", R"({username:"ada"})"),
        wrong("a comment", "/* hi */" + ada),
        wrong("NaN in a field nobody reads", in_extra("NaN")),
        wrong("Infinity in a field nobody reads", in_extra("-Infinity")),
        wrong("a number with a leading zero", in_extra("012")),
        wrong("a number with a plus", in_extra("+1")),
        wrong("a number that ends with a point", in_extra("1.")),
        wrong("a number that begins with a point", in_extra(".5")),
        wrong("a hex number", in_extra("0x10")),
        wrong("a half word", in_extra("tru")),
        wrong("a word too much", in_extra("truefalse")),
        wrong("brackets that do not match", in_extra("[1}")),
        wrong("a line break inside a string", "{\"username\":\"a\nda\"}"),
        wrong("a NUL inside a string", bytes("{\"username\":\"a\0da\"}")),
        wrong("an unknown escape", R"({"username":"a\xda"})"),
        wrong("half an escape", R"({"username":"a\u00"})"),
        wrong("half a surrogate pair", R"({"username":"\ud83d"})"),
        wrong("a surrogate pair the wrong way round", R"({"username":"\ude00\ud83d"})"),
        wrong("bytes that are not UTF-8",
              "{\"username\":\"a\xff"
              "da\"}"),
        wrong("overlong UTF-8",
              "{\"username\":\"a\xc0\xaf"
              "da\"}"),
        wrong("a surrogate in UTF-8", "{\"username\":\"\xed\xa0\x80\"}"),
        wrong("bytes that are not UTF-8 where nobody reads", in_extra("\"\xff\"")),
        wrong("UTF-16", bytes("\xff\xfe{\0\"\0u\0\"\0:\0\x31\0}\0")),
        wrong("100,000 brackets", times(100'000, "[")),
        wrong("100,000 objects deep where nobody reads",
              in_extra(times(100'000, R"({"a":)") + "1" + times(100'000, "}"))),
        wrong("300 deep", in_extra(times(300, "[") + times(300, "]"))),
        right("200 deep", in_extra(times(200, "[") + times(200, "]"))),
        right("unknown fields of every kind", in_extra(R"([null,true,-1.5e-7,"x",{"y":[]}])")),
        right("escapes of every kind", R"({"username":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"})",
              "\"\\/\b\f\n\r\t\xc3\xa9\xf0\x9f\x98\x80"),
        right("an escaped key", R"({"user\u006eame":"ada"})"),
        right("numbers beyond 64 bits where nobody reads", in_extra("123456789012345678901234567890")),
        right("an exponent beyond double where nobody reads", in_extra("1e400")),
        right("blanks of every kind", "\t\r\n { \"username\" \n:\t\"ada\"\r}\n"),
        right("a name of 1 MiB", R"({"username":")" + times(1 << 20, "a") + "\"}", times(1 << 20, "a")),
        right("100,000 unknown fields",
              [] {
                  std::string all = R"({"username":"ada")";
                  for (int i = 0; i < 100'000; ++i)
                      all += ",\"k" + std::to_string(i) + "\":" + std::to_string(i);
                  return all + "}";
              }()),
        right("a key twice, the last one counts", R"({"username":"evil","username":"ada"})"),
        right("a key twice, once by an escape", R"({"user\u006eame":"evil","username":"ada"})"),
        right("a key twice, null is as if it were not there", R"({"username":"ada","username":null})"),
        right("a key twice where nobody reads", in_extra(R"({"a":1,"a":2})")),
        right("a byte order mark before the value", "\xef\xbb\xbf" + ada),
        wrong("a byte order mark alone", "\xef\xbb\xbf"),
        right("a byte order mark in a name",
              "{\"username\":\"\xef\xbb\xbf"
              "ada\"}",
              "\xef\xbb\xbf"
              "ada"),
        right("256 deep", in_extra(times(255, "[") + times(255, "]"))),
        wrong("257 deep", in_extra(times(256, "[") + times(256, "]"))),
        right("an empty key", R"({"":1,"username":"ada"})"),
        right("a NUL as an escape", R"({"username":"ada","email":"\u0000"})"),
    };
}

}  // namespace polyaxon::test::hostile

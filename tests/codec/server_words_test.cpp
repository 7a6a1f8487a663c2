#include <polyaxon/codec/server_words.hpp>

#include <gtest/gtest.h>

using polyaxon::codec::server_words;

TEST(ServerWords, ReadsTheShapesOfErrorBodies) {
    struct {
        const char* body;
        const char* type;
        const char* words;
    } table[] = {
        {R"({"detail":"Invalid token."})", "application/json", "Invalid token."},
        {R"({"errors":"Run not found"})", "application/json", "Run not found"},
        {R"({"error":"bad gateway","code":3})", "application/json", "bad gateway"},
        {R"({"errors":{"name":["taken"]}})", "application/json", "name: taken"},
        {R"({"name":["This field may not be blank."],"tags":["a","b"]})", "application/json",
         "name: This field may not be blank.; tags: a; b"},
        {R"({"non_field_errors":["Unable to log in with provided credentials."]})", "application/json",
         "Unable to log in with provided credentials."},
        {R"(["first","second"])", "application/json", "first; second"},
        {R"(["{'name': ['taken']}"])", "application/json", "{'name': ['taken']}"},
        {R"("just text")", "application/json", "just text"},
        {R"({"detail":"caf\u00e9 \ud83d\ude00"})", "", "caf\xC3\xA9 \xF0\x9F\x98\x80"},
        {R"({"detail":null,"name":["x"]})", "", "name: x"},
        {R"({"name":{"inner":["deep"]}})", "", "name: inner: deep"},
        {R"({"code":12,"ok":false})", "", "code: 12; ok: false"},
        {"{}", "application/json", ""},
        {"[]", "application/json", ""},
        {"", "application/json", ""},
        {" \r\n ", "text/html", ""},
        {"plain words\nof a proxy", "text/plain", "plain words of a proxy"},
        {"{broken", "application/json", "{broken"},
        {"<html><head><title> 502 Bad\nGateway </title></head><body>nginx</body></html>", "text/html",
         "502 Bad Gateway"},
        {"<HTML><TITLE lang=en>Not Found</TITLE></HTML>", "text/html", "Not Found"},
        {"<html><style>p{}</style><script>var a='<p>';</script><h1>Server Error (500)</h1><!-- x > y "
         "--></html>",
         "text/html", "Server Error (500)"},
        {"<p>a &lt;b&gt; &amp;amp; &quot;c&quot; &#39;d&#x27;</p>", "", "a <b> &amp; \"c\" 'd'"},
        {"<h1>cut of", "text/html", "cut of"},
        {"<html><script>never closed", "text/html", ""},
        {"no tags at all", "text/html; charset=utf-8", "no tags at all"},
        {R"({"detail":"JSON sent as html"})", "text/html", "JSON sent as html"},
    };
    for (const auto& row : table) EXPECT_EQ(server_words(row.body, row.type), row.words) << row.body;
}

TEST(ServerWords, HasNoControlCharacters) {
    EXPECT_EQ(server_words(R"({"detail":"a\r\nX-Evil: 1\u0000\u001b[31mb\u0085c"})", ""),
              "a X-Evil: 1 [31mb c");
    EXPECT_EQ(server_words("a\x1b[2Jb\x7f", "text/plain"), "a [2Jb");
}

TEST(ServerWords, IsShort) {
    EXPECT_EQ(server_words(std::string(5000, 'x'), "text/plain"), std::string(500, 'x'));
    std::string accents;
    for (int i = 0; i < 400; ++i) accents += "\xC3\xA9";
    EXPECT_EQ(server_words('a' + accents, "text/plain").size(), 499u);  // no half character
    EXPECT_EQ(server_words(accents, "text/plain").size(), 498u);
    std::string many = "[";
    for (int i = 0; i < 20000; ++i) many += "\"word\",";
    EXPECT_LE(server_words(many + "\"end\"]", "").size(), 500u);
    EXPECT_LE(server_words(std::string(300, '[') + std::string(300, ']'), "").size(), 500u);
    EXPECT_LE(server_words(std::string(60000, '<'), "text/html").size(), 500u);
}

// Reads and writes JSON: objects, lists, strings, integers, booleans. Nothing here needs a change.
#pragma once

#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

struct Json {
    enum Kind { Null, Truth, Integer, TooLarge, Text, List, Object };
    Kind kind = Null;
    std::int64_t number = 0; // also a boolean, as 0 or 1
    std::string text; // in UTF-8
    std::vector<Json> list;
    std::map<std::string, Json> object;

    Json() = default;
    Json(bool value) : kind(Truth), number(value) {}
    template <typename T, typename = std::enable_if_t<std::is_integral<T>::value>>
    Json(T value) : kind(Integer), number(static_cast<std::int64_t>(value)) {}
    Json(const char *value) : kind(Text), text(value) {}
    Json(std::string value) : kind(Text), text(std::move(value)) {}
    Json(std::vector<Json> value) : kind(List), list(std::move(value)) {}
    Json(std::map<std::string, Json> value) : kind(Object), object(std::move(value)) {}

    bool has(const std::string &key) const { return object.count(key) != 0; }

    // The value of this key; null if there is none.
    const Json &operator[](const std::string &key) const
    {
        static const Json none;
        const auto found = object.find(key);
        return found == object.end() ? none : found->second;
    }

    std::string write() const
    {
        switch (kind) {
        case Truth:
            return number ? "true" : "false";
        case Integer:
            return std::to_string(number);
        case Text:
            return quoted(text);
        case List: {
            std::string out;
            for (const Json &part : list)
                out += (out.empty() ? "[" : ",") + part.write();
            return (out.empty() ? "[" : out) + "]";
        }
        case Object: {
            std::string out;
            for (const auto &entry : object)
                out += (out.empty() ? "{" : ",") + quoted(entry.first) + ":" + entry.second.write();
            return (out.empty() ? "{" : out) + "}";
        }
        default:
            return "null";
        }
    }

    static Json read(const std::string &text);

private:
    static std::string quoted(const std::string &text)
    {
        static const char digits[] = "0123456789abcdef";
        std::string out = "\"";
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x20) {
                out += std::string("\\u00") + digits[byte >> 4] + digits[byte & 15];
                continue;
            }
            if (c == '"' || c == '\\')
                out += '\\';
            out += c;
        }
        return out + '"';
    }
};

// Builds the parts of an answer.
using Object = std::map<std::string, Json>;

class JsonReader {
public:
    explicit JsonReader(const std::string &line) : line(line) {}

    Json whole()
    {
        Json json = value();
        check(at == line.size());
        return json;
    }

private:
    const std::string &line;
    std::size_t at = 0;

    Json value()
    {
        switch (next()) {
        case '{':
            return object();
        case '[':
            return list();
        case '"':
            return text();
        case 't':
            return word("true", true);
        case 'f':
            return word("false", false);
        case 'n':
            return word("null", Json());
        default:
            return integer();
        }
    }

    Json object()
    {
        Object object;
        for (expect('{'); next() != '}'; separate('}')) {
            const std::string key = text();
            expect(':');
            object[key] = value();
        }
        expect('}');
        return object;
    }

    Json list()
    {
        std::vector<Json> list;
        for (expect('['); next() != ']'; separate(']'))
            list.push_back(value());
        expect(']');
        return list;
    }

    void separate(char end)
    {
        if (next() != end)
            expect(',');
    }

    Json word(const std::string &word, Json value)
    {
        check(line.compare(at, word.size(), word) == 0);
        at += word.size();
        return value;
    }

    Json integer()
    {
        errno = 0;
        char *end = nullptr;
        const long long number = std::strtoll(line.c_str() + at, &end, 10);
        check(end != line.c_str() + at);
        at = static_cast<std::size_t>(end - line.c_str());
        Json json(number);
        if (errno == ERANGE)
            json.kind = Json::TooLarge;
        return json;
    }

    std::string text()
    {
        std::string plain;
        for (expect('"'); next() != '"'; ++at) {
            if (next() != '\\') {
                plain += next();
                continue;
            }
            ++at;
            static const std::string names = "bfnrt", meant = "\b\f\n\r\t";
            const std::size_t place = names.find(next());
            if (next() == 'u')
                append(plain, escaped());
            else
                plain += place == std::string::npos ? next() : meant[place];
        }
        expect('"');
        return plain;
    }

    // The character that an escape stands for; the caller skips its last digit.
    std::uint32_t escaped()
    {
        const std::uint32_t unit = hexadecimal();
        if (unit < 0xd800 || unit > 0xdbff)
            return unit;
        check(line.compare(at + 1, 2, "\\u") == 0);
        at += 2;
        return 0x10000 + ((unit - 0xd800) << 10) + (hexadecimal() - 0xdc00);
    }

    std::uint32_t hexadecimal()
    {
        check(at + 4 < line.size());
        const std::string digits = line.substr(at + 1, 4);
        at += 4;
        return static_cast<std::uint32_t>(std::stoul(digits, nullptr, 16));
    }

    // In UTF-8.
    static void append(std::string &out, std::uint32_t c)
    {
        if (c < 0x80) {
            out += static_cast<char>(c);
            return;
        }
        const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        static const std::uint32_t leads[] = {0, 0xc0, 0xe0, 0xf0};
        out += static_cast<char>(leads[more] | c >> 6 * more);
        for (int part = more - 1; part >= 0; --part)
            out += static_cast<char>(0x80 | (c >> 6 * part & 0x3f));
    }

    void expect(char c)
    {
        check(next() == c);
        ++at;
    }

    char next() const
    {
        check(at < line.size());
        return line[at];
    }

    static void check(bool readable)
    {
        if (!readable)
            throw std::invalid_argument("cannot read the line");
    }
};

inline Json Json::read(const std::string &text) { return JsonReader(text).whole(); }

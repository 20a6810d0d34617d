// The protocol of calproof, version 1: one JSON object a line. Nothing in here needs a change.
#pragma once

#include "json.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Thrown when the library refuses, with a reason that the protocol lists.
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline const char *const UNSUPPORTED = "unsupported";

// A month by its number; a leap month has the number of the month that it follows.
struct Month {
    std::int64_t number;
    bool leap = false;

    Json written() const
    {
        if (!leap)
            return number;
        const std::string digits = std::to_string(number);
        return (digits.size() < 2 ? "M0" : "M") + digits + "L";
    }
};

// What one question is about.
class Item {
public:
    explicit Item(const Json &json)
        : parts(json.kind == Json::List ? json.list : std::vector<Json>{json})
    {
    }

    std::int64_t number(std::size_t place) const
    {
        const Json &part = parts.at(place);
        return part.kind == Json::Integer ? part.number : throw Refused(UNSUPPORTED);
    }

    Month month(std::size_t place) const
    {
        const Json &part = parts.at(place);
        if (part.kind == Json::Text)
            return {std::stoll(part.text.substr(1)), true};
        return {number(place)};
    }

    std::string text(std::size_t place) const { return parts.at(place).text; }
    Item item(std::size_t place) const { return Item(parts.at(place)); }

private:
    std::vector<Json> parts;
};

// What is declared about a calendar, and the function that answers each question.
struct Calendar {
    std::string id;
    std::string rule;
    std::int64_t first;
    std::int64_t last;
    std::string beyond;
    bool year_zero;
    std::map<std::string, std::function<Json(const Item &)>> answers;

    Json claim() const
    {
        std::vector<Json> questions;
        for (const auto &answer : answers)
            questions.push_back(answer.first);
        return Object{{"id", id}, {"rule", rule}, {"first", first},
                                           {"last", last}, {"beyond", beyond},
                                           {"year_zero", year_zero}, {"answers", questions}};
    }
};

// The calls of a program; what is not overridden is unsupported. Names are bytes in UTF-8, or no
// text at all: the library has them as they are.
struct Registry {
    virtual ~Registry() = default;
    virtual Json register_backend(std::size_t, const std::vector<std::string> &) { return no(); }
    virtual Json unregister(const std::string &) { return no(); }
    virtual Json find(const std::string &) { return no(); }
    virtual Json find_id(std::int64_t) { return no(); }
    virtual Json hold(const std::string &) { return no(); }
    virtual Json names() { return no(); }
    virtual Json calendars() { return no(); }
    virtual Json shut_down() { return no(); }

private:
    static Json no() { throw Refused(UNSUPPORTED); }
};

// What hello declares about a registry, and how to create a fresh one with these backends.
struct Registries {
    Json claim;
    std::function<std::unique_ptr<Registry>(const std::vector<std::string> &)> fresh;
};

// A name as the protocol writes it: by its bytes, where it has others than plain ones.
inline Json written(const std::string &name)
{
    std::string hex;
    bool plain = true;
    for (const char c : name) {
        static const char digits[] = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        plain = plain && byte >= 0x20 && byte < 0x7f;
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    if (plain)
        return name;
    return Object{{"hex", hex}};
}

// The bytes of a name that the protocol has written.
inline std::string bytes(const Json &name)
{
    if (name.kind == Json::Text)
        return name.text;
    const std::string &digits = name["hex"].text;
    std::string bytes;
    for (std::size_t at = 0; at < digits.size(); at += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(at, 2), nullptr, 16));
    return bytes;
}

// The function's result, or why there is none.
inline Json result(const std::function<Json()> &answer)
{
    try {
        return answer();
    } catch (const Refused &refused) {
        return Object{{"no", refused.what()}};
    } catch (const std::exception &error) {
        std::string words;
        for (const char c : std::string(error.what()).substr(0, 200))
            words += c >= ' ' && c <= '~' ? c : '?';
        return Object{{"broke", words}};
    }
}

// A running program: its calls, its ticket counter, and the ids that it registered.
class Program {
public:
    Program(const Registries &registries, const Json &program) : program(program)
    {
        std::vector<std::string> names;
        for (const Json &backend : program["backends"].list)
            names.push_back(bytes(backend["name"]));
        calls = registries.fresh(names);
    }

    Json run()
    {
        const Json before = sequence(program["before"]);
        const Json threads = at_once(program["threads"].list);
        return Object{
            {"before", before}, {"threads", threads}, {"after", sequence(program["after"])}};
    }

private:
    const Json &program;
    std::unique_ptr<Registry> calls;
    std::atomic<long long> tickets{0};
    std::mutex guard; // for the ids; no call waits for it between its tickets
    std::map<std::int64_t, std::int64_t> ids;

    Json at_once(const std::vector<Json> &sequences)
    {
        std::vector<Json> records(sequences.size());
        std::vector<std::thread> threads;
        std::atomic<std::size_t> ready{0};
        for (std::size_t thread = 0; thread < sequences.size(); ++thread)
            threads.emplace_back([&, thread] {
                for (++ready; ready < sequences.size();)
                    std::this_thread::yield(); // All start at once.
                records[thread] = sequence(sequences[thread]);
            });
        for (std::thread &thread : threads)
            thread.join();
        return records;
    }

    Json sequence(const Json &calls)
    {
        std::vector<Json> records;
        for (const Json &call : calls.list)
            records.push_back(record(call));
        return records;
    }

    // Makes the call between two tickets.
    Json record(const Json &call)
    {
        const std::string kind = call.kind == Json::Text ? call.text : call.object.begin()->first;
        const Json &operand = call[kind];
        const std::function<Json()> answer = read(kind, operand);
        const long long called = tickets++;
        const Json said = result(answer);
        const long long returned = tickets++;
        if (said["registered"].has("id")) {
            const std::lock_guard<std::mutex> lock(guard);
            ids[operand.list.at(0).number] = said["registered"]["id"].number;
        }
        return std::vector<Json>{called, returned, said};
    }

    // The call with its arguments bound.
    std::function<Json()> read(const std::string &kind, const Json &operand)
    {
        Registry &it = *calls;
        if (kind == "register") {
            std::vector<std::string> aliases;
            for (const Json &alias : operand.list.at(1).list)
                aliases.push_back(bytes(alias));
            const auto backend = static_cast<std::size_t>(operand.list.at(0).number);
            return [&it, backend, aliases] { return it.register_backend(backend, aliases); };
        }
        if (kind == "find-id-of") {
            const std::lock_guard<std::mutex> lock(guard);
            const auto id = ids.find(operand.number);
            return id == ids.end() ? unknown : find_id(id->second);
        }
        if (kind == "find-id")
            return operand.kind == Json::Integer ? find_id(operand.number) : unknown;
        if (kind == "names")
            return [&it] { return it.names(); };
        if (kind == "calendars")
            return [&it] { return it.calendars(); };
        if (kind == "shut-down")
            return [&it] { return it.shut_down(); };
        if (kind != "find" && kind != "hold" && kind != "unregister")
            return unknown;
        const std::string name = bytes(operand);
        if (kind == "find")
            return [&it, name] { return it.find(name); };
        if (kind == "hold")
            return [&it, name] { return it.hold(name); };
        return [&it, name] { return it.unregister(name); };
    }

    std::function<Json()> find_id(std::int64_t id)
    {
        Registry &it = *calls;
        return [&it, id] { return it.find_id(id); };
    }

    static Json unknown() { throw Refused(UNSUPPORTED); }
};

// Sends the hello line, then answers each line until the input ends.
inline int serve(const std::string &name, const std::string &version,
                 const std::vector<Calendar> &calendars, const Registries *registries = nullptr)
{
    std::FILE *const lines = fdopen(dup(1), "w");
    dup2(2, 1); // Output of the library goes to standard error.
    const auto say = [lines](const Json &message) {
        std::fputs((message.write() + "\n").c_str(), lines);
        std::fflush(lines);
    };
    std::vector<Json> claims;
    for (const Calendar &calendar : calendars)
        claims.push_back(calendar.claim());
    Object hello{{"protocol", 1}, {"name", name}, {"version", version},
                                      {"integers", "i64"}, {"calendars", claims}};
    if (registries)
        hello["registry"] = registries->claim;
    say(Object{{"hello", hello}});
    for (std::string line; std::getline(std::cin, line);) {
        const Json question = Json::read(line);
        if (registries && question.has("run")) {
            const Json ran = Program(*registries, question["run"]).run();
            say(Object{{"id", question["id"]}, {"ran", ran}});
            continue;
        }
        const std::function<Json(const Item &)> *answer = nullptr;
        for (const Calendar &calendar : calendars)
            if (calendar.id == question["calendar"].text)
                answer = &calendar.answers.at(question["ask"].text);
        if (!answer)
            throw std::invalid_argument("the calendar is unknown");
        std::vector<Json> got;
        for (const Json &item : question["of"].list)
            got.push_back(result([&] { return (*answer)(Item(item)); }));
        say(Object{{"id", question["id"]}, {"got", got}});
    }
    return 0;
}

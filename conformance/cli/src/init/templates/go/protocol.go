// The protocol of calproof, version 1: one JSON object a line. Nothing in here needs a change.

package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Refused is the error when the library refuses, with a reason that the protocol lists.
type Refused string

func (reason Refused) Error() string { return string(reason) }

// Unsupported is for what cannot be asked of the library at all.
const Unsupported = Refused("unsupported")

// Month has its number; a leap month has the number of the month that it follows.
type Month struct {
	Number int64
	Leap   bool
}

// Written is the month as the protocol writes it.
func (month Month) Written() any {
	if month.Leap {
		return fmt.Sprintf("M%02dL", month.Number)
	}
	return month.Number
}

// Item is what one question is about. What cannot be read of it is unsupported, by a panic with
// Refused.
type Item []any

func itemOf(value any) Item {
	if list, ok := value.([]any); ok {
		return list
	}
	return Item{value}
}

// Number is the integer at this place.
func (item Item) Number(place int) int64 {
	return integer(item[place])
}

// Month is the month at this place.
func (item Item) Month(place int) Month {
	if code, ok := item[place].(string); ok {
		number, err := strconv.ParseInt(code[1:len(code)-1], 10, 64)
		if err != nil {
			panic(Unsupported)
		}
		return Month{number, true}
	}
	return Month{item.Number(place), false}
}

// Text is the text at this place.
func (item Item) Text(place int) string { return item[place].(string) }

// Part is the list at this place.
func (item Item) Part(place int) Item { return itemOf(item[place]) }

func integer(value any) int64 {
	number, ok := value.(json.Number)
	if !ok {
		panic(Unsupported)
	}
	integer, err := number.Int64()
	if err != nil {
		panic(Unsupported)
	}
	return integer
}

// Answer answers one question.
type Answer func(item Item) (any, error)

// Calendar is what is declared about a calendar, and the functions that answer for it.
type Calendar struct {
	ID, Rule    string
	First, Last int64
	Beyond      string
	YearZero    bool
	Answers     map[string]Answer
}

func (calendar Calendar) claim() any {
	answers := []string{}
	for ask := range calendar.Answers {
		answers = append(answers, ask)
	}
	sort.Strings(answers) // Each process has to say the same.
	return map[string]any{"id": calendar.ID, "rule": calendar.Rule, "first": calendar.First,
		"last": calendar.Last, "beyond": calendar.Beyond, "year_zero": calendar.YearZero,
		"answers": answers}
}

// Registry has the calls of a program. What else the protocol has is unsupported unless there is a
// method for it, as in the interfaces below.
type Registry interface {
	Register(backend int, aliases []string) (any, error)
	Find(name string) (any, error)
	Names() (any, error)
}

type unregisters interface {
	Unregister(name string) (any, error)
}
type finds interface{ FindID(id int64) (any, error) }
type holds interface {
	Hold(name string) (any, error)
}
type lists interface{ Calendars() (any, error) }
type shutsDown interface{ ShutDown() (any, error) }

// Registries is what hello declares about a registry, and how to create a fresh one with these
// backends.
type Registries struct {
	Claim map[string]any
	Fresh func(backends []string) Registry
}

// Serve sends the hello line, then answers each line until the input ends.
func Serve(name, version string, calendars []Calendar, registries *Registries) {
	lines := os.Stdout
	os.Stdout = os.Stderr // Output of the library goes to standard error.
	claims := []any{}
	for _, calendar := range calendars {
		claims = append(claims, calendar.claim())
	}
	hello := map[string]any{"protocol": 1, "name": name, "version": version, "integers": "i64",
		"calendars": claims}
	if registries != nil {
		hello["registry"] = registries.Claim
	}
	say(lines, map[string]any{"hello": hello})
	input := bufio.NewReader(os.Stdin)
	for {
		line, err := input.ReadBytes('\n')
		if err != nil {
			return // Its end.
		}
		answer(lines, line, calendars, registries)
	}
}

func answer(lines *os.File, line []byte, calendars []Calendar, registries *Registries) {
	var question struct {
		ID, Ask, Calendar string
		Of                []any
		Run               *program
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	if err := decoder.Decode(&question); err != nil {
		unreadable(err)
	}
	if registries != nil && question.Run != nil {
		ran := question.Run.run(registries)
		say(lines, map[string]any{"id": question.ID, "ran": ran})
		return
	}
	for _, calendar := range calendars {
		if calendar.ID != question.Calendar {
			continue
		}
		function := calendar.Answers[question.Ask]
		got := []any{}
		for _, value := range question.Of {
			item := itemOf(value)
			got = append(got, result(func() (any, error) { return function(item) }))
		}
		say(lines, map[string]any{"id": question.ID, "got": got})
		return
	}
	unreadable(fmt.Errorf("the calendar is unknown"))
}

// Writes a line at once.
func say(lines *os.File, message any) {
	line, err := json.Marshal(message)
	if err != nil {
		unreadable(err)
	}
	lines.Write(append(line, '\n'))
}

func unreadable(err error) {
	fmt.Fprintln(os.Stderr, "cannot go on:", err)
	os.Exit(3)
}

// The function's result, or why there is none.
func result(function func() (any, error)) (said any) {
	defer func() {
		switch failure := recover().(type) {
		case nil:
		case Refused:
			said = map[string]any{"no": string(failure)}
		default:
			said = map[string]any{"broke": fmt.Sprintf("%.200v", failure)}
		}
	}()
	value, err := function()
	if err == nil {
		return value
	}
	if refused, ok := err.(Refused); ok {
		return map[string]any{"no": string(refused)}
	}
	return map[string]any{"broke": fmt.Sprintf("%.200s", err)}
}

type program struct {
	Backends []struct{ Name any }
	Before   []any
	Threads  [][]any
	After    []any
}

// The records of the calls before the threads, of the threads, and of the calls after them.
func (program *program) run(registries *Registries) any {
	this := &run{tickets: -1, ids: map[int64]int64{}}
	names := []string{}
	for _, backend := range program.Backends {
		name, known := text(backend.Name)
		this.known = append(this.known, known)
		names = append(names, name)
	}
	this.calls = registries.Fresh(names)
	before := this.sequence(program.Before)
	threads := make([]any, len(program.Threads))
	var start, end sync.WaitGroup
	start.Add(len(threads))
	for place := range program.Threads {
		end.Add(1)
		go func(place int) {
			defer end.Done()
			start.Done()
			start.Wait() // All start at once.
			threads[place] = this.sequence(program.Threads[place])
		}(place)
	}
	end.Wait()
	after := this.sequence(program.After)
	return map[string]any{"before": before, "threads": threads, "after": after}
}

// A running program: its calls, its ticket counter, and the ids that it registered.
type run struct {
	known   []bool // whether the names of backends are UTF-8
	calls   Registry
	tickets int64
	guard   sync.Mutex // for the ids; no call waits for it between its tickets
	ids     map[int64]int64
}

func (this *run) sequence(calls []any) []any {
	records := []any{}
	for _, call := range calls {
		records = append(records, this.record(call))
	}
	return records
}

// Makes the call between two tickets.
func (this *run) record(call any) any {
	kind, _ := call.(string)
	var operand any
	if object, ok := call.(map[string]any); ok {
		for kind, operand = range object {
		}
	}
	function := this.read(kind, operand)
	called := atomic.AddInt64(&this.tickets, 1)
	said := result(function)
	returned := atomic.AddInt64(&this.tickets, 1)
	this.note(said, operand)
	return []any{called, returned, said}
}

// Keeps the id that a registration gave.
func (this *run) note(said, operand any) {
	told, _ := said.(map[string]any)
	registered, _ := told["registered"].(map[string]any)
	var id int64
	switch given := registered["id"].(type) {
	case int:
		id = int64(given)
	case int64:
		id = given
	default:
		return
	}
	this.guard.Lock()
	defer this.guard.Unlock()
	this.ids[itemOf(operand).Number(0)] = id
}

// The call with its arguments bound.
func (this *run) read(kind string, operand any) func() (any, error) {
	switch kind {
	case "register":
		return this.register(itemOf(operand))
	case "find-id-of":
		this.guard.Lock()
		defer this.guard.Unlock()
		if id, ok := this.ids[integer(operand)]; ok {
			return this.findID(id)
		}
	case "find-id":
		if number, ok := operand.(json.Number); ok {
			if id, err := number.Int64(); err == nil {
				return this.findID(id)
			}
		}
	case "names":
		return this.calls.Names
	case "calendars":
		if calls, ok := this.calls.(lists); ok {
			return calls.Calendars
		}
	case "shut-down":
		if calls, ok := this.calls.(shutsDown); ok {
			return calls.ShutDown
		}
	case "find", "hold", "unregister":
		if name, known := text(operand); known {
			return this.named(kind, name)
		}
	}
	return unsupported
}

func (this *run) register(operands Item) func() (any, error) {
	backend, aliases := int(operands.Number(0)), []string{}
	known := this.known[backend]
	for _, value := range operands.Part(1) {
		alias, isText := text(value)
		aliases, known = append(aliases, alias), known && isText
	}
	if !known {
		return unsupported
	}
	return func() (any, error) { return this.calls.Register(backend, aliases) }
}

func (this *run) findID(id int64) func() (any, error) {
	if calls, ok := this.calls.(finds); ok {
		return func() (any, error) { return calls.FindID(id) }
	}
	return unsupported
}

func (this *run) named(kind, name string) func() (any, error) {
	call := func(string) (any, error) { return nil, Unsupported }
	if kind == "find" {
		call = this.calls.Find
	} else if calls, ok := this.calls.(holds); ok && kind == "hold" {
		call = calls.Hold
	} else if calls, ok := this.calls.(unregisters); ok && kind == "unregister" {
		call = calls.Unregister
	}
	return func() (any, error) { return call(name) }
}

func unsupported() (any, error) { return nil, Unsupported }

// The name as a string, and whether it is UTF-8; otherwise it could not be written back.
func text(name any) (string, bool) {
	if words, ok := name.(string); ok {
		return words, true
	}
	object, _ := name.(map[string]any)
	digits, _ := object["hex"].(string)
	decoded, err := hex.DecodeString(digits)
	return string(decoded), err == nil && utf8.Valid(decoded)
}

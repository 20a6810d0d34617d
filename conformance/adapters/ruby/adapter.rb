# The adapter for Ruby's Date, over the protocol in conformance/PROTOCOL.md. Its years have a year
# 0, and its integers are of any size.

require "date"
require "json"

# The difference between a Julian day number and Rata Die.
JULIAN_DAY = 1_721_425
INTEGERS = (-(2**63)..2**63 - 1)

# The reason for a refusal.
class Refused < StandardError
end

# A day beyond the protocol's integers is unsupported.
def said(day)
  raise Refused, "unsupported" unless INTEGERS.cover?(day)

  day
end

# The library has no leap months.
def common(month)
  raise Refused, "unsupported" if month.is_a?(String)

  month
end

# "start: the Julian day number on which the Gregorian calendar begins": never, always, or on some day.
class Calendar
  # The library documents no range. Beyond these years there is nothing to compare it with.
  YEARS = 2_147_483_647

  def initialize(id, start)
    @id = id
    @start = start
  end

  # Not `day-native`: "When negative, counts backward from the end of the year", or of the month.
  ANSWERS = %w[date day days-in-month days-in-year is-leap-year weekday].freeze

  def claim
    # What it says of the month of a reform is the number of the last day, and not how many there are.
    answers = @start.is_a?(Integer) ? ANSWERS - ["days-in-month"] : ANSWERS
    { id: @id, rule: @id, first: day(-YEARS, 1, 1), last: day(YEARS, 12, 31), beyond: "refuses",
      year_zero: true, answers: answers }
  end

  def answer(ask, item)
    public_send(ask.tr("-", "_").to_sym, *item)
  rescue Date::Error
    { no: "unexplained" }
  rescue RangeError # "too big to convert to `int'": its type of months and days cannot hold it.
    { no: "unsupported" }
  rescue Refused => e
    { no: e.message }
  rescue StandardError => e
    { broke: "#{e.class}: #{e.message}"[0, 200] }
  end

  def date(day)
    date = on(day)
    [date.year, date.month, date.day]
  end

  def day(year, month, day)
    said(Date.new(year, common(month), day, @start).jd - JULIAN_DAY)
  end

  # "Date.new(2001, 2, -1)" is the last day of the month.
  def days_in_month(year, month)
    Date.new(year, common(month), -1, @start).day
  end

  def days_in_year(year)
    Date.new(year + 1, 1, 1, @start).jd - Date.new(year, 1, 1, @start).jd
  end

  def is_leap_year(year)
    Date.new(year, 1, 1, @start).leap?
  end

  def weekday(day)
    on(day).cwday
  end

  private

  def on(day)
    Date.jd(day + JULIAN_DAY, @start)
  end
end

CALENDARS = {
  "gregory" => Date::GREGORIAN, "julian" => Date::JULIAN, "gregory-cutover-1582" => Date::ITALY,
  "gregory-cutover-1700" => Date.new(1700, 3, 1, Date::GREGORIAN).jd,
  "gregory-cutover-1752" => Date::ENGLAND,
  "gregory-cutover-1923" => Date.new(1923, 3, 1, Date::GREGORIAN).jd
}.to_h { |id, start| [id, Calendar.new(id, start)] }

lines = $stdout.dup
$stdout.reopen($stderr) # Output of the library goes to standard error.
lines.sync = true
hello = { protocol: 1, name: "Date of Ruby", version: RUBY_VERSION, integers: "i64",
          calendars: CALENDARS.values.map(&:claim) }
lines.write("#{JSON.generate(hello: hello)}\n")
$stdin.each_line do |line|
  question = JSON.parse(line)
  calendar = CALENDARS.fetch(question.fetch("calendar"))
  ask = question.fetch("ask")
  abort "no question: #{ask}" unless Calendar::ANSWERS.include?(ask)
  got = question.fetch("of").map { |item| calendar.answer(ask, item) }
  lines.write("#{JSON.generate(id: question.fetch('id'), got: got)}\n")
end

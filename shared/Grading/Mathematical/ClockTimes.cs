using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Times of day: "3:45 PM", "6 a.m.".</summary>
internal static class ClockTimes
{
    private const int MinutesPerHour = 60;
    private const int HoursOfHalf = 12;

    /// <summary>The opening sign of a ratio that is not a time.</summary>
    public const string AsRatio = "::";

    /// <summary>The time that a number or ratio and the "am" or "pm" behind it tell; null without the latter.</summary>
    public static MathAnswer.Time? Read(TokenCursor cursor, MathAnswer side)
    {
        if (cursor.Current is not { Kind: TokenKind.Word, Text: "am" or "pm" } || Clock(side) is not var (hour, minute))
        {
            return null;
        }
        if (hour is < 1 or > HoursOfHalf)
        {
            return null;
        }
        var half = cursor.Current.Text == "pm" ? HoursOfHalf : 0;
        cursor.Next();
        return new(((hour % HoursOfHalf + half) * MinutesPerHour) + minute);
    }

    /// <summary>Hour and minute of a ratio that may also be a time, or of an hour alone.</summary>
    public static (int Hour, int Minute)? Clock(MathAnswer side) =>
        side switch
        {
            MathAnswer.Value hour => Whole(hour, 24) is { } hours ? (hours, 0) : null,
            MathAnswer.Sequence { Open: MathAnswer.Sequence.Colon, Items: [var hour, var minute] }
                when Whole(hour, 24) is { } hours
                    && minute is MathAnswer.Value { IsTwoDigits: true }
                    && Whole(minute, MinutesPerHour) is { } minutes => (hours, minutes),
            _ => null,
        };

    private static int? Whole(MathAnswer answer, int below) =>
        answer
            is MathAnswer.Value
            {
                Expression: { Operation: Operation.Number, Value: { IsInteger: true, Sign: >= 0 } number }
            }
        && number < below
            ? (int)number.Numerator
            : null;

    /// <summary>
    /// A ratio in the form of another one. Two that may both be times are compared as such (2:30 is not 1:15); one that may
    /// be a time is a ratio beside another that is none (15:20 and 3:4).
    /// </summary>
    public static MathAnswer Conform(MathAnswer.Sequence ratio, MathAnswer.Sequence to)
    {
        var (isTime, isTimeAsked) = (Clock(ratio) is not null, Clock(to) is not null);
        return isTime == isTimeAsked ? ratio
            : isTime ? ratio with { Open = AsRatio }
            : MathKey.Of(ratio) == MathKey.Of(to with { Open = AsRatio }) ? to
            : ratio;
    }

    /// <summary>Whether a time without "am" or "pm" is on a clock of 24 hours, and tells the given one.</summary>
    public static bool IsOnFullClock(MathAnswer.Sequence time, MathAnswer.Time told) =>
        Clock(time) is var (hour, minute)
        && time.Open == MathAnswer.Sequence.Colon
        && hour is 0 or > HoursOfHalf
        && (hour * MinutesPerHour) + minute == told.Minutes;
}

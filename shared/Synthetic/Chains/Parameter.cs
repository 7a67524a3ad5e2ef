using System.Globalization;

namespace Platform.Synthetic.Chains;

/// <summary>A number, a weekday or another value in an instruction.</summary>
/// <param name="Values">The values that are drawn, uniformly.</param>
/// <param name="Names">How the values 0, 1, ... are written; null: as numbers.</param>
internal sealed record Parameter(IReadOnlyList<int> Values, IReadOnlyList<string>? Names = null)
{
    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Ordinals = ["", "", "2nd", "3rd", "4th", "5th"];
    private static readonly string[] Parts = ["", "", "1/2", "1/3", "1/4"];

    public static Parameter Between(int least, int most, int step = 1) =>
        new([.. Enumerable.Range(0, ((most - least) / step) + 1).Select(i => least + (i * step))]);

    public static Parameter Weekday(int first, int last) => Between(first, last) with { Names = Weekdays };

    public static Parameter Ordinal(int first, int last) => Between(first, last) with { Names = Ordinals };

    /// <summary>One half, one third and so on, by their denominators.</summary>
    public static Parameter Part(int first, int last) => Between(first, last) with { Names = Parts };

    public string Write(int value) => Names?[value] ?? value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The value that a text names; null if it is none of the values.</summary>
    public int? Read(string text)
    {
        foreach (var value in Values)
        {
            if (Write(value) == text)
            {
                return value;
            }
        }

        return null;
    }
}

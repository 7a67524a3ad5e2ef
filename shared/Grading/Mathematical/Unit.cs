using System.Globalization;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>A unit: what it measures, in base units, and how many of those it is.</summary>
/// <param name="Dimension">Base units with their powers, sorted: <c>m^1 s^-1</c>. Nouns are base units too.</param>
/// <param name="Factor">Number of base units.</param>
internal sealed record Unit(string Dimension, Rational Factor)
{
    public const string PercentSign = "%";
    public const string DegreeSign = "°";

    public static readonly Unit Percent = Base(PercentSign);
    public static readonly Unit Degree = Base(DegreeSign);
    public static readonly Unit Radian = Base("rad");

    public static Unit Base(string name) => new(name + "^1", Rational.One);

    public static Unit operator *(Unit a, Unit b) => new(Combined(a, b, 1), a.Factor * b.Factor);

    public static Unit operator /(Unit a, Unit b) => new(Combined(a, b, -1), a.Factor / b.Factor);

    /// <summary>Null when the power is out of bounds.</summary>
    public Unit? Power(int exponent)
    {
        const int LargestBits = 4000;
        if (Math.Abs(exponent) > 9 || Factor.Power(exponent, LargestBits) is not { } factor)
        {
            return null;
        }
        var powers = Powers(Dimension).Select(power => (power.Name, power.Exponent * exponent));
        return new(Written(powers), factor);
    }

    private static string Combined(Unit a, Unit b, int sign) =>
        Written(
            Powers(a.Dimension)
                .Concat(Powers(b.Dimension).Select(power => (power.Name, sign * power.Exponent)))
                .GroupBy(power => power.Item1, StringComparer.Ordinal)
                .Select(group => (group.Key, group.Sum(power => power.Item2)))
        );

    private static string Written(IEnumerable<(string Name, int Exponent)> powers) =>
        string.Join(
            ' ',
            powers
                .Where(power => power.Exponent != 0)
                .OrderBy(power => power.Name, StringComparer.Ordinal)
                .Select(power => string.Create(CultureInfo.InvariantCulture, $"{power.Name}^{power.Exponent}"))
        );

    private static IEnumerable<(string Name, int Exponent)> Powers(string dimension) =>
        dimension
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(power =>
            {
                var at = power.LastIndexOf('^');
                return (power[..at], int.Parse(power.AsSpan(at + 1), CultureInfo.InvariantCulture));
            });
}

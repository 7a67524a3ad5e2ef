using System.Globalization;

namespace Platform.Synthetic;

/// <summary>Problems that ask for one of many quantities.</summary>
internal static class Quantities
{
    /// <summary>Returns null if a quantity is undefined, defined by itself, or out of range.</summary>
    /// <param name="target">The quantity that the problem asks for.</param>
    /// <param name="find">
    /// Returns the definition of a quantity, or null if there is none; receives a function that returns the operands'
    /// values.
    /// </param>
    public static ReadProblem? Read(string target, Func<string, Func<string, int?>, Quantity?> find)
    {
        Dictionary<string, Quantity?> found = new(StringComparer.Ordinal);
        List<Quantity> needed = [];
        if (Value(target) is not { } answer)
        {
            return null;
        }

        var names = needed.Select(q => q.Name).ToHashSet(StringComparer.Ordinal);
        return new ReadProblem(answer, [.. needed.Select(q => q.Line)], () => Judge(Look, names));

        int? Value(string name)
        {
            if (Look(name) is not { } quantity)
            {
                return null;
            }

            if (!needed.Contains(quantity))
            {
                needed.Add(quantity);
            }

            return quantity.Value;
        }

        // Also finds quantities that the answer does not need; only Value() adds to the list of needed ones.
        Quantity? Look(string name)
        {
            if (found.TryGetValue(name, out var known))
            {
                return known;
            }

            found.Add(name, null); // ends a circular definition
            var quantity = find(name, Value);
            return found[name] = quantity is { Value: >= 0 and <= ReadProblem.Largest } ? quantity : null;
        }
    }

    private static LineJudge Judge(Func<string, Quantity?> quantity, HashSet<string> needed)
    {
        HashSet<string> said = new(StringComparer.Ordinal);
        return line =>
        {
            var sides = line.Split(" = ");
            if (sides.Length is < 2 or > 3 || quantity(sides[0]) is not { } named)
            {
                return -1;
            }

            if (sides[^1] != named.Value.ToString(CultureInfo.InvariantCulture))
            {
                return -1;
            }

            if (sides.Length == 3 && !named.Forms.Contains(sides[1]))
            {
                return -1;
            }

            return (short)(said.Add(named.Name) && needed.Contains(named.Name) ? 1 : 0);
        };
    }
}

/// <summary>
/// A named quantity, given or computed from others. Lines about it are <c>NAME = VALUE</c> and
/// <c>NAME = EXPRESSION = VALUE</c>. The expression must be the one that the definition requires, with the operands' values
/// (sums and products in either order), so that a correct value from wrong reasoning is wrong.
/// </summary>
/// <param name="Name">Name as used in lines.</param>
/// <param name="Value">Value from 0 to <see cref="ReadProblem.Largest"/>.</param>
/// <param name="Forms">Accepted expressions for the value, the usual one first; empty for a given quantity.</param>
internal sealed record Quantity(string Name, int Value, IReadOnlyList<string> Forms)
{
    public string Line => Forms.Count == 0 ? $"{Name} = {Value}" : $"{Name} = {Forms[0]} = {Value}";
}

namespace Platform.Grading.Mathematical;

/// <summary>What the elements of a list mean together.</summary>
internal static class Lists
{
    public static MathAnswer? Combine(List<MathAnswer> items, List<string> separators)
    {
        if (items.Exists(item => item is MathAnswer.Dots))
        {
            return items.Count > 1 ? new MathAnswer.Progression([.. items]) : null;
        }
        if (items.Count == 1)
        {
            return items[0];
        }
        if (Conditions(items, separators) is { } condition)
        {
            return condition;
        }
        var connective = separators.Find(separator => separator is "and" or "or") ?? "";
        return NamedValues.Combine(items, connective) ?? Amounts(Flat(items), connective);
    }

    /// <summary>The elements, with the alternatives that one of them stands for in its place.</summary>
    public static MathAnswer[] Flat(IEnumerable<MathAnswer> items) =>
        [.. items.SelectMany(item => item is MathAnswer.Collection { IsSet: false } several ? several.Items : [item])];

    /// <summary>Conditions on one name, of which all must hold ("and") or one ("or").</summary>
    private static MathAnswer.Named? Conditions(List<MathAnswer> items, List<string> separators)
    {
        const int MostConditions = 40;
        if (
            items.Count > MostConditions
            || items[0] is not MathAnswer.Named first
            || !items.Exists(item => item is MathAnswer.Named { Meaning: MathAnswer.Reals })
        )
        {
            return null;
        }
        var (all, any) = (RealSet.All, RealSet.Empty);
        foreach (var item in items)
        {
            if (
                item is not MathAnswer.Named named
                || named.Name != first.Name
                || (RealSet.Of(named.Meaning) ?? Point(named.Meaning)) is not { } set
                || all.Intersection(set) is not { } intersection
                || any.Union(set) is not { } union
            )
            {
                return null;
            }
            (all, any) = (intersection, union);
        }
        var isAnd = separators.TrueForAll(separator => separator == "and");
        var isOr = separators.TrueForAll(separator => separator == "or");
        if (!isAnd && !isOr && separators.TrueForAll(separator => separator is "," or ";"))
        {
            // A list that would allow everything or nothing in the one sense has the other.
            isAnd = any.Complement().Intervals.Count == 0;
            isOr = all.Intervals.Count == 0;
        }
        return isAnd == isOr ? null : first with { Meaning = new MathAnswer.Reals(isAnd ? all : any) };
    }

    private static RealSet? Point(MathAnswer answer) =>
        answer is MathAnswer.Value value ? RealSet.Point(value.Expression) : null;

    /// <summary>A unit behind one element of a list counts for those without one.</summary>
    private static MathAnswer Amounts(MathAnswer[] items, string connective)
    {
        var unit = items.OfType<MathAnswer.Quantity>().FirstOrDefault()?.Unit;
        return
            unit is not null
            && Array.TrueForAll(
                items,
                item => item is MathAnswer.Value || (item is MathAnswer.Quantity quantity && quantity.Unit == unit)
            )
            ? new MathAnswer.Quantity(
                new MathAnswer.Collection(
                    Array.ConvertAll(items, item => item is MathAnswer.Quantity quantity ? quantity.Amount : item),
                    Connective: connective
                ),
                unit
            )
            : new MathAnswer.Collection(items, Connective: connective);
    }
}

namespace Platform.Grading.Mathematical;

/// <summary>Lists of values under names: <c>x=1, y=2</c>, <c>n=5,6,7</c>, <c>x=1, y=2 or x=3, y=4</c>.</summary>
internal static class NamedValues
{
    /// <summary>Null if the elements are not named values.</summary>
    public static MathAnswer? Combine(List<MathAnswer> items, string connective)
    {
        if (items[0] is MathAnswer.Assignment { IsTuple: true } point)
        {
            return Points(items, point);
        }
        if (items[0] is not MathAnswer.Named first)
        {
            return null;
        }
        if (items.TrueForAll(item => item is MathAnswer.Named))
        {
            return All([.. items.Cast<MathAnswer.Named>()], connective);
        }
        if (first.Meaning is MathAnswer.Reals { Set: var allowed })
        {
            return Excluded(first, allowed, items);
        }
        // The name of the first element counts for those behind it.
        return items.Skip(1).All(IsPlain)
            ? first with
            {
                Meaning = new MathAnswer.Collection(
                    Lists.Flat([first.Meaning, .. items.Skip(1)]),
                    Connective: connective
                ),
            }
            : null;
    }

    /// <summary>A name and its parts under the names of a tuple: <c>(x, y) = (1, 2)</c>.</summary>
    public static MathAnswer.Assignment Named(string[] names, MathAnswer[] values) =>
        new([.. names.Select((name, i) => new MathAnswer.Named(name, values[i]))], IsTuple: true);

    /// <summary>The values in the order of their names, as a point; null if that order is not certain.</summary>
    public static MathAnswer[]? Point(MathAnswer.Assignment assignment)
    {
        var names = Array.ConvertAll(assignment.Values, value => value.Name);
        var sorted = names.Order(StringComparer.Ordinal).ToArray();
        var isOrdered = assignment.IsTuple || names.SequenceEqual(sorted);
        var areCoordinates = Array.TrueForAll(names, name => name is "x" or "y" or "z");
        return isOrdered ? Array.ConvertAll(assignment.Values, value => value.Meaning)
            : areCoordinates
                ?
                [
                    .. assignment
                        .Values.OrderBy(value => value.Name, StringComparer.Ordinal)
                        .Select(value => value.Meaning),
                ]
            : null;
    }

    /// <summary>A point's values under the names of an assignment; null if that order is not certain.</summary>
    public static MathAnswer.Assignment? Under(MathAnswer.Assignment names, MathAnswer[] values)
    {
        if (names.Values.Length != values.Length || Point(names) is not { } order)
        {
            return null;
        }
        return names with
        {
            Values = Array.ConvertAll(
                names.Values,
                name =>
                    name with
                    {
                        Meaning = values[Array.FindIndex(order, meaning => ReferenceEquals(meaning, name.Meaning))],
                    }
            ),
        };
    }

    /// <summary>
    /// Whether a list without names has the values of an assignment in the order of its names; in any order if the names only
    /// number the values (<c>x_1</c>, <c>x_2</c>).
    /// </summary>
    public static bool IsListed(MathAnswer.Assignment assignment, MathAnswer.Collection list)
    {
        var values = Array.ConvertAll(assignment.Values, value => value.Meaning);
        return AreNumbered(assignment)
            ? MathEquality.Same(new MathAnswer.Collection(values), list with { Connective = "" })
            : !assignment.IsTuple
                && list.Connective != "or"
                && values.Zip(list.Items).All(pair => MathEquality.Same(pair.First, pair.Second));
    }

    /// <summary>Numbered values as those of the one name: <c>x_1=2, x_2=3</c> are <c>x=2, 3</c>.</summary>
    public static bool AreListed(MathAnswer.Assignment assignment, MathAnswer.Named list) =>
        list.Meaning is MathAnswer.Collection { IsSet: false } values
        && values.Items.Length == assignment.Values.Length
        && assignment.Values[0].Name == list.Name + "_1"
        && AreNumbered(assignment)
        && IsListed(assignment, values);

    private static bool AreNumbered(MathAnswer.Assignment assignment)
    {
        var first = assignment.Values[0].Name;
        var letter = first.EndsWith("_1", StringComparison.Ordinal) ? first[..^1] : null;
        return letter is not null
            && assignment.Values.Select((value, i) => value.Name == $"{letter}{i + 1}").All(isNext => isNext);
    }

    private static MathAnswer All(MathAnswer.Named[] values, string connective)
    {
        var names = values.Select(value => value.Name).Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length == 1)
        {
            return values[0] with
            {
                Meaning = new MathAnswer.Collection(
                    Lists.Flat(values.Select(value => value.Meaning)),
                    Connective: connective
                ),
                IsSolved = Array.Exists(values, value => value.IsSolved),
            };
        }
        if (names.Length == values.Length)
        {
            return new MathAnswer.Assignment(values);
        }
        var groups = values.Chunk(names.Length).ToArray();
        var isRepeated = Array.TrueForAll(
            groups,
            group =>
                group
                    .Select(value => value.Name)
                    .Order(StringComparer.Ordinal)
                    .SequenceEqual(names.Order(StringComparer.Ordinal))
        );
        return new MathAnswer.Collection(
            isRepeated ? Array.ConvertAll(groups, group => (MathAnswer)new MathAnswer.Assignment(group)) : values
        );
    }

    private static MathAnswer? Points(List<MathAnswer> items, MathAnswer.Assignment first)
    {
        var names = Array.ConvertAll(first.Values, value => value.Name);
        var points = items.ConvertAll(item =>
            item switch
            {
                MathAnswer.Assignment assignment => assignment,
                MathAnswer.Sequence { IsTuple: true } tuple when tuple.Items.Length == names.Length => Named(
                    names,
                    tuple.Items
                ),
                _ => null,
            }
        );
        return points.TrueForAll(point => point is not null) ? new MathAnswer.Collection([.. points!]) : null;
    }

    /// <summary><c>x ≠ 1, 2</c></summary>
    private static MathAnswer? Excluded(MathAnswer.Named first, RealSet allowed, List<MathAnswer> items)
    {
        if (!allowed.Complement().IsFinite)
        {
            return null;
        }
        foreach (var item in items.Skip(1))
        {
            if (
                item is not MathAnswer.Value value
                || RealSet.Point(value.Expression) is not { } point
                || allowed.Without(point) is not { } rest
            )
            {
                return null;
            }
            allowed = rest;
        }
        return first with { Meaning = new MathAnswer.Reals(allowed) };
    }

    private static bool IsPlain(MathAnswer item) =>
        item is MathAnswer.Value or MathAnswer.Quantity or MathAnswer.Sequence or MathAnswer.Table
        || item is MathAnswer.Collection { IsSet: false };
}

namespace Platform.Synthetic;

/// <summary>
/// Labels equations. A line is correct if its sides are equal at the solution, which is unique in a linear system.
/// </summary>
internal static class EquationLines
{
    /// <param name="given">Equations of the statement; repeating them adds nothing.</param>
    /// <param name="x">The value of x in the solution.</param>
    /// <param name="y">The value of y in the solution; 0 if there is no y.</param>
    public static LineJudge Judge(IReadOnlyList<string> given, int x, int y)
    {
        HashSet<string> said = [.. given.Select(Plain)];
        return line =>
        {
            var sides = line.Split('=');
            if (sides.Length is < 2 or > 4)
            {
                return -1;
            }

            Linear? before = null;
            var empty = true;
            foreach (var side in sides)
            {
                if (LinearParser.Read(side) is not { } read || read.At(x, y) is not { } value)
                {
                    return -1;
                }

                if (before is { } other)
                {
                    if (other.At(x, y) != value)
                    {
                        return -1;
                    }

                    empty &= other == read;
                }
                before = read;
            }
            return (short)(said.Add(Plain(line)) && !empty ? 1 : 0);
        };
    }

    private static string Plain(string line) => line.Replace(" ", "", StringComparison.Ordinal);
}

using Platform.Kernels.Statistics;

namespace Platform.Synthetic.Game24;

/// <summary>What models write if they find no solution: a few fixed phrases, and sentences composed from parts.</summary>
internal static class Excuses
{
    private static readonly string[] Set =
    [
        "None",
        "None",
        "Not possible",
        "Not possible",
        "No solution",
        "No solution",
        "No solution found.",
        "No solution found",
        "No possible solution.",
        "Invalid",
        "Not possible to obtain 24",
        "There is no solution for this input.",
        "There is no solution for this input.",
    ];

    private static readonly string[] Starts =
    [
        "There is no solution",
        "There is no possible solution",
        "There is no way",
        "There is no possible way",
        "There is no possible combination",
        "It is not possible",
        "Unfortunately, it is not possible",
        "Not possible",
        "Unable",
    ];

    private static readonly string[] Subjects =
    [
        "This input",
        "This set of numbers",
        "This combination of numbers",
        "This combination",
        "The given numbers",
    ];

    private static readonly string[] Means =
    [
        "with these numbers",
        "using these numbers",
        "with the given numbers",
        "from these numbers",
        "using the given operations",
        "with this input",
    ];

    /// <param name="random">The source of randomness.</param>
    /// <param name="plain">Probability that the line does not start with <c>Answer:</c>.</param>
    public static string Make(ref SplitMix random, double plain)
    {
        var verb = random.Pick<string>(["obtain", "obtain", "obtain", "make", "reach", "get", "form"]);
        var end = random.Chance(0.7) ? "." : "";
        var said = random.Weighted([0.5, 0.3, 0.2]) switch
        {
            0 => random.Pick(Set),
            1 => $"{random.Pick(Starts)} to {verb} 24 {random.Pick(Means)}{end}",
            _ => random.Chance(0.5)
                ? $"{random.Pick(Subjects)} cannot {verb} 24{end}"
                : $"{random.Pick(Subjects)} cannot be used to {verb} 24{end}",
        };
        return random.Chance(plain) && said.Length > 10 ? said : $"Answer: {said}";
    }
}

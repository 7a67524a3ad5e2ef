using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Trainings;

/// <summary>Prints the outcome of an ended training and returns the exit code.</summary>
internal static class TrainingEnding
{
    public static int Print(Terminal terminal, TrainingStatus ended, bool json)
    {
        if (ended.State != JobState.Completed)
        {
            terminal.Error.WriteLine($"The training of {Name(ended)} {Verdict(ended)}");
            foreach (var reason in ended.Reasons)
            {
                terminal.Error.WriteLine($"- {reason}");
            }

            return ended.State == JobState.Rejected ? Exit.Rejected : Exit.Failed;
        }
        if (json)
        {
            Json.Print(terminal, ended);
        }
        else
        {
            foreach (var line in Lines(ended))
            {
                terminal.Out.WriteLine(line);
            }
        }

        return Exit.Ok;
    }

    private static IEnumerable<string> Lines(TrainingStatus ended)
    {
        var p = ended.Progress;
        yield return $"{ended.Name} has learned from {Counted.Of(ended.Examples ?? 0, "solution")}"
            + (
                p is null
                    ? "."
                    : $": {Counted.Of(p.Steps, "step")}, {Counted.Of(p.Tokens, "token")} in {Figures.Span(TimeSpan.FromSeconds(p.Seconds))}, last loss {TrainingView.Loss(p.Loss)}."
            );
        foreach (var (pool, problems) in ended.LeftOut ?? new Dictionary<string, int>())
        {
            yield return $"Left out: {Counted.Of(problems, "problem")} of {pool}.";
        }

        yield return $"Its version is {ended.Model}.";
        if (ended.Train != Objective.Language)
        {
            yield return $"./platform evaluate --pool NAME --model {ended.Name} finds out how good it is.";
        }
    }

    private static string Name(TrainingStatus training) => training.Name.Length > 0 ? training.Name : "a model";

    private static string Verdict(TrainingStatus ended) =>
        ended.State switch
        {
            JobState.Rejected => "was rejected:",
            JobState.Cancelled => "was cancelled.",
            _ => "failed:",
        };
}

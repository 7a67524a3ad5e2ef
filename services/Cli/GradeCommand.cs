using System.CommandLine;
using Platform.Contracts;
using Platform.Grading;

namespace Platform.Cli;

/// <summary><c>grade</c>: grades answers in this process, without a running platform.</summary>
internal static class GradeCommand
{
    private const string Mathematical = "mathematical";

    public static Verb Create(Session session)
    {
        var given = new Option<string?>("--given") { Description = "The answer; with --extract a whole solution" };
        var truth = new Option<string?>("--truth") { Description = "The reference answer" };
        var batch = new Option<string?>("--batch")
        {
            Description =
                """A file with one {"given", "truth"} per line, or - for standard input; every line is answered by one line with its other fields; given may be null""",
            HelpName = "FILE",
        };
        var policy = new Option<string>("--policy")
        {
            Description = "prm800k: verdicts of openai/prm800k's grader; mathematical: mathematical equality",
            DefaultValueFactory = _ => "prm800k",
        };
        policy.AcceptOnlyFromAmong("prm800k", Mathematical);
        var extract = new Option<bool>("--extract")
        {
            Description = "given is a whole solution: extract its final answer first, and print the extraction rule",
        };
        var verb = new Verb(
            "grade",
            "Grade answers against their reference answers, with reasons; works without a running platform",
            """
            ./platform grade --given '\frac{2}{4}' --truth 0.5
            ./platform grade --given 10^5 --truth 100000 --policy mathematical
            ./platform grade --batch answers.jsonl > graded.jsonl
            ./platform grade --batch solutions.jsonl --extract
            """
        )
        {
            given,
            truth,
            batch,
            policy,
            extract,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var by = parsed.GetValue(policy) == Mathematical ? GradingPolicy.Mathematical : GradingPolicy.Prm800k;
                var whole = parsed.GetValue(extract);
                switch (parsed.GetValue(given), parsed.GetValue(truth), parsed.GetValue(batch))
                {
                    case ({ } answer, { } reference, null):
                        session.Terminal.Out.WriteLine(BatchLine.Of(answer, reference, by, whole));
                        return Exit.Ok;
                    case (null, null, { } file):
                        return await Batch(session.Terminal, file, by, whole, cancellationToken);
                    default:
                        throw new CommandFailed(
                            Exit.Rejected,
                            "Give either --given and --truth, or --batch with a file of both."
                        );
                }
            }
        );
        return verb;
    }

    private static async Task<int> Batch(
        Terminal terminal,
        string path,
        GradingPolicy policy,
        bool extract,
        CancellationToken cancellationToken
    )
    {
        using var lines = new StreamReader(path == "-" ? terminal.Input() : InputFile.Open(path));
        var (number, bad) = (0, 0);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var (output, problem) = BatchLine.Grade(line, ++number, policy, extract);
            terminal.Out.WriteLine(output);
            if (problem is null)
            {
                continue;
            }

            bad++;
            terminal.Error.WriteLine($"line {number}: {problem}");
        }
        if (bad > 0)
        {
            terminal.Error.WriteLine($"{bad:N0} of {Counted.Of(number, "line")} not judged.");
        }

        return bad > 0 ? Exit.Failed : Exit.Ok;
    }
}

using System.CommandLine;
using Platform.Contracts;

namespace Platform.Cli.Exports;

/// <summary><c>export</c>: writes a pool as a file of a public format.</summary>
internal static class ExportCommand
{
    public static Verb Create(Session session)
    {
        var pool = new Argument<string>("POOL") { Description = "The pool" }.Named();
        var choices = new ExportChoices();
        var output = new Option<string?>("--out")
        {
            Description =
                "The file, beside which FILE.export.json says what it holds; default: standard output. .parquet, .jsonl, .json and .gz choose how it is written",
            HelpName = "FILE",
        };
        var json = CommonOptions.Json("what was written");
        var verb = new Verb(
            "export",
            "Write a pool's problems, solutions and labels as a file of a public format",
            """
            ./platform export mine > mine.jsonl
            ./platform export phase2 --format prm800k --not-quality-control --out phase2.jsonl.gz
            ./platform export phase2 --format trl --neutral positive --not-in math500 --out train.parquet
            ./platform export mine --format openai-scored --model prm-maths --model orm-maths --out scored.jsonl
            ./platform export sampled --labeller oracle --format processbench --neutral positive --out sampled.json
            """
        )
        {
            pool,
            output,
        };
        foreach (var option in choices.All)
        {
            verb.Add(option);
        }

        verb.Add(json);
        verb.Validators.Add(given =>
        {
            if (given.GetValue(output) is null && (given.GetValue(choices.Parquet) || given.GetValue(json)))
            {
                given.AddError("Standard output carries the pool as text: name a file with --out.");
            }
        });
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var path = parsed.GetValue(output);
                var options = choices.Read(parsed, path);
                var summary = await ExportFiles.Write(
                    session,
                    parsed.GetValue(pool)!,
                    options,
                    path,
                    cancellationToken
                );
                if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, summary);
                }
                else
                {
                    Tell(session.Terminal, summary);
                }

                return Exit.Ok;
            }
        );
        return verb;
    }

    /// <summary>Says what was written and what was not, on standard error, since the file may be on standard output.</summary>
    private static void Tell(Terminal terminal, ExportSummary summary)
    {
        terminal.Error.WriteLine(
            $"Exported {Counted.Of(summary.Records, "record")} of {Counted.Of(summary.Problems, "problem")} as {summary.Format}"
                + (
                    summary is { NeutralLabels: > 0, Neutral: not "kept" }
                        ? $"; {Counted.Of(summary.NeutralLabels, "neutral label")} became {summary.Neutral}"
                        : ""
                )
                + (
                    summary.UnlabelledSteps > 0
                        ? $"; {Counted.Of(summary.UnlabelledSteps, "step")} without a label left out"
                        : ""
                )
        );
        foreach (var (reason, count) in summary.LeftOut)
        {
            terminal.Error.WriteLine($"Left out {Counted.Of(count, "solution")}: {reason}");
        }

        foreach (var (pool, count) in summary.Overlap)
        {
            terminal.Error.WriteLine(
                $"Left out {Counted.Of(count, "problem")} that {(count == 1 ? "is" : "are")} in {pool}"
            );
        }
    }
}

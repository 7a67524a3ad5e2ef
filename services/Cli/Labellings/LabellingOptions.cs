using System.CommandLine;

namespace Platform.Cli.Labellings;

/// <summary>The options of <c>label</c> that make it a job.</summary>
internal sealed class LabellingOptions
{
    private const string Model = "model:";

    private readonly Option<string?> _selection = new("--selection")
    {
        Description = "Label the solutions of this selection: its id, the beginning of it, or latest",
        HelpName = "ID",
    };

    private readonly Option<string?> _by = new("--by")
    {
        Description =
            "The supervisor: oracle, model:NAME (a process model; a step is wrong above --threshold), answer (the grade of the final answer, no steps) or people (a round in the Workbench)",
        HelpName = "oracle|model:NAME|answer|people",
    };

    private readonly Option<double?> _threshold = new("--threshold")
    {
        Description = "model:NAME: a step is wrong if P(negative) is above this; default: 0.2",
        HelpName = "X",
    };

    private readonly Option<bool> _detach = new("--detach")
    {
        Description = "With --by: only submit, print the id and exit",
    };

    public LabellingOptions() =>
        _by.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } by && WhyNot(by) is { } reason)
            {
                given.AddError($"--by: {reason}.");
            }
        });

    public IEnumerable<Option> All => [_selection, _by, _threshold, _detach];

    /// <summary>Checks what no single option can, before anything is sent.</summary>
    public void Validate(Command verb, Argument<string> pool, Option<string> labeller) =>
        verb.Validators.Add(given =>
        {
            var selected = given.GetResult(_selection) is not null;
            var named = given.GetResult(pool)?.Tokens.Count > 0;
            var by = given.GetResult(_by)?.Tokens is [var token, ..] ? token.Value : null;
            if (!selected && !named)
            {
                given.AddError("Name a POOL, or a selection with --selection ID.");
            }

            if (selected && named)
            {
                given.AddError("A selection has its own pool: give POOL or --selection, not both.");
            }

            if (selected && by is null)
            {
                given.AddError(
                    "--selection needs a supervisor: give --by oracle, --by model:NAME, --by answer or --by people."
                );
            }

            if (by is not null && given.GetResult(labeller) is { Implicit: false })
            {
                given.AddError("--labeller labels at once and --by as a job: give one of them.");
            }

            if (given.GetResult(_threshold) is { } threshold)
            {
                if (by?.StartsWith(Model, StringComparison.Ordinal) != true)
                {
                    given.AddError("--threshold is about --by model:NAME: leave it out.");
                }
                else if (threshold.GetValueOrDefault<double?>() is not (>= 0 and <= 1))
                {
                    given.AddError("--threshold: must be from 0 to 1.");
                }
            }
            if (by is null && given.GetResult(_detach) is { Implicit: false })
            {
                given.AddError("--detach is about jobs: give --by too.");
            }
        });

    /// <summary>Null if no job is asked for.</summary>
    public WantedLabelling? Read(ParseResult parsed, string? pool) =>
        parsed.GetValue(_by) is { } by
            ? new(parsed.GetValue(_selection), pool, by, parsed.GetValue(_threshold), parsed.GetValue(_detach))
            : null;

    private static string? WhyNot(string by) =>
        by is "oracle" or "answer" or "people" ? null
        : by.StartsWith(Model, StringComparison.Ordinal) ? CommonOptions.WhyNot(by[Model.Length..])
        : $"'{by}' is no supervisor; give oracle, model:NAME, answer or people";
}

/// <summary>A labelling as requested by the user.</summary>
internal sealed record WantedLabelling(string? Selection, string? Pool, string By, double? Threshold, bool Detach);

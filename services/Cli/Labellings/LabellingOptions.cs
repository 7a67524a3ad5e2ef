using System.CommandLine;
using Platform.Contracts;

namespace Platform.Cli.Labellings;

/// <summary>The options of <c>label</c> that make it a job.</summary>
internal sealed class LabellingOptions
{
    private const string Model = "model:";
    private const string People = "people";

    private readonly Option<string?> _selection = new("--selection")
    {
        Description = "Label the solutions of this selection: its id, the beginning of it, or latest",
        HelpName = "ID",
    };

    private readonly Option<string?> _by = new("--by")
    {
        Description =
            "The supervisor: oracle, model:NAME (a process model; a step is wrong above --threshold), answer (the grade of the final answer, no steps), rollouts:MODEL (the share of a language model's completions that end right) or people (a round in the Workbench)",
        HelpName = "oracle|model:NAME|answer|rollouts:MODEL|people",
    };

    private readonly Option<double?> _threshold = new("--threshold")
    {
        Description = "model:NAME: a step is wrong if P(negative) is above this; default: 0.2",
        HelpName = "X",
    };

    private readonly Option<int?> _overlap = new("--overlap")
    {
        Description = "--by people: how many different people rate each solution; default: 1",
        HelpName = "N",
    };

    private readonly Option<double?> _controls = new("--controls")
    {
        Description =
            "--by people: share of each labeller's tasks that are hidden controls, gold solutions outside of the round, up to 0.5; default: 0",
        HelpName = "SHARE",
    };

    private readonly Option<string?> _labellers = new("--labellers")
    {
        Description = "--by people: who gets the tasks, names with commas between them; default: everybody",
        HelpName = "NAMES",
    };

    private readonly Option<int?> _generation = new("--generation")
    {
        Description = "With --by: generation of the labels; default: the selection's, and 0 for a pool",
        HelpName = "G",
    };

    private readonly RolloutOptions _rollouts = new();

    private readonly Option<bool> _quality = new("--quality")
    {
        Description =
            "With --by model:NAME or rollouts:MODEL: compare the labels with the exact oracle's, on problems that it knows",
    };

    private readonly Option<double?> _cut = new("--label-cut")
    {
        Description = "With --quality: a step is right if its fraction is at least this; default: any above 0",
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

    public IEnumerable<Option> All =>
        [
            _selection,
            _by,
            _threshold,
            .. _rollouts.All,
            _overlap,
            _controls,
            _labellers,
            _generation,
            _quality,
            _cut,
            _detach,
        ];

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
                    "--selection needs a supervisor: give --by oracle, --by model:NAME, --by answer, --by rollouts:MODEL or --by people."
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

            _rollouts.Validate(given, by);
            var compared =
                by?.StartsWith(Model, StringComparison.Ordinal) == true
                || by?.StartsWith(RolloutOptions.Prefix, StringComparison.Ordinal) == true;
            if (given.GetResult(_quality) is { Implicit: false } && !compared)
            {
                given.AddError("--quality is about --by model:NAME and --by rollouts:MODEL: leave it out.");
            }

            if (given.GetResult(_cut) is { } cut)
            {
                if (given.GetResult(_quality) is not { Implicit: false })
                {
                    given.AddError("--label-cut is about --quality: leave it out, or give --quality too.");
                }
                else if (cut.GetValueOrDefault<double?>() is not (> 0 and <= 1))
                {
                    given.AddError("--label-cut: must be above 0 and up to 1.");
                }
            }

            if (by != People)
            {
                foreach (var option in (Option[])[_overlap, _controls, _labellers])
                {
                    if (given.GetResult(option) is not null)
                    {
                        given.AddError($"{option.Name} is about --by people: leave it out.");
                    }
                }
            }

            foreach (var option in (Option[])[_generation, _detach])
            {
                if (by is null && given.GetResult(option) is { Implicit: false })
                {
                    given.AddError($"{option.Name} is about jobs: give --by too.");
                }
            }
        });

    /// <summary>Null if no job is asked for.</summary>
    public WantedLabelling? Read(ParseResult parsed, string? pool) =>
        parsed.GetValue(_by) is { } by
            ? new(
                parsed.GetValue(_selection),
                pool,
                by,
                parsed.GetValue(_threshold),
                parsed.GetValue(_detach),
                parsed.GetValue(_overlap),
                parsed.GetValue(_controls),
                parsed
                    .GetValue(_labellers)
                    ?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                parsed.GetValue(_generation),
                by.StartsWith(RolloutOptions.Prefix, StringComparison.Ordinal) ? _rollouts.Read(parsed) : null,
                parsed.GetValue(_quality),
                parsed.GetValue(_cut)
            )
            : null;

    private static string? WhyNot(string by) =>
        by is "oracle" or "answer" or "people" ? null
        : by.StartsWith(Model, StringComparison.Ordinal) ? CommonOptions.WhyNot(by[Model.Length..])
        : by.StartsWith(RolloutOptions.Prefix, StringComparison.Ordinal)
            ? CommonOptions.WhyNot(by[RolloutOptions.Prefix.Length..])
        : $"'{by}' is no supervisor; give oracle, model:NAME, answer, rollouts:MODEL or people";
}

/// <summary>A labelling as requested by the user.</summary>
internal sealed record WantedLabelling(
    string? Selection,
    string? Pool,
    string By,
    double? Threshold,
    bool Detach,
    int? Overlap,
    double? Controls,
    IReadOnlyList<string>? Labellers,
    int? Generation,
    RolloutSettings? Rollouts,
    bool Quality,
    double? Cut
);

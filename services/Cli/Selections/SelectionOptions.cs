using System.CommandLine;
using Platform.Contracts;

namespace Platform.Cli.Selections;

/// <summary>The options of <c>select</c> that say what to choose.</summary>
internal sealed class SelectionOptions
{
    private static readonly string[] Policies = ["convincing-wrong", "mixed", "uniform", "uncertain"];
    private static readonly string[] Aggregations = ["product", "min", "last", "mean"];
    private static readonly string[] Neutrals = ["positive", "negative"];

    private readonly Option<string[]> _models = new Option<string[]>("--model")
    {
        Description = "Reward model that selects, and scores what it has not scored yet; several only for uncertain",
        HelpName = "M",
        Required = true,
    }.Named();

    private readonly Option<string> _policy = new("--policy")
    {
        Description =
            "convincing-wrong (highest scores of the wrong), mixed (80 % of these, then the highest scores of what remains), uniform (by chance) or uncertain",
        HelpName = string.Join('|', Policies),
        Required = true,
    };

    private readonly Option<int?> _perProblem = Count("--per-problem", "Largest number of solutions of one problem");
    private readonly Option<int?> _total = Count("--total", "Largest number of solutions");
    private readonly Option<int?> _perSubject = Count("--per-subject", "Largest number of solutions of one subject");

    private readonly Option<string?> _aggregation = new("--aggregation")
    {
        Description = "How steps become a score; default: product",
        HelpName = string.Join('|', Aggregations),
    };

    private readonly Option<string?> _neutral = new("--neutral")
    {
        Description = "What a neutral step counts as; default: positive",
        HelpName = string.Join('|', Neutrals),
    };

    private readonly Option<double?> _wrongShare = Share(
        "--wrong-share",
        "mixed: share of wrong solutions that is taken first; default: 0.8"
    );

    private readonly Option<double?> _rightShare = Share(
        "--right-share",
        "Share of right solutions to inject by chance; default: 0"
    );

    private readonly Option<string?> _skip = new("--skip-labelled-by")
    {
        Description = "Leave out solutions that this labeller has labelled: its name, anyone (default) or nobody",
        HelpName = "WHO",
    };

    private readonly Option<string[]> _exclude = Pools(
        "--exclude",
        "Pool whose problems must not be selected, such as a test set; may be repeated"
    );

    private readonly Option<string[]> _controls = Pools(
        "--controls",
        "Pool of quality-control problems, which are left out too; may be repeated"
    );

    private readonly Option<int?> _generation = new("--generation")
    {
        Description = "Number of the round of labelling; default: the next of the pool, beginning with 0",
        HelpName = "N",
    };

    private readonly Option<long?> _seed = new("--seed")
    {
        Description = "Seed of everything left to chance; default: 0",
        HelpName = "S",
    };

    public SelectionOptions()
    {
        _policy.AcceptOnlyFromAmong(Policies);
        _aggregation.AcceptOnlyFromAmong(Aggregations);
        _neutral.AcceptOnlyFromAmong(Neutrals);
        _generation.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int?>() < 0)
            {
                given.AddError("--generation: must be 0 or more.");
            }
        });
    }

    public IEnumerable<Option> All =>
        [
            _models,
            _policy,
            _perProblem,
            _total,
            _perSubject,
            _aggregation,
            _neutral,
            _wrongShare,
            _rightShare,
            _skip,
            _exclude,
            _controls,
            _generation,
            _seed,
        ];

    /// <summary>Checks what no single option can, before anything is sent.</summary>
    public void Validate(Command verb) =>
        verb.Validators.Add(given =>
        {
            if (given.GetResult(_perProblem) is null && given.GetResult(_total) is null)
            {
                given.AddError("Give --per-problem K, --total K, or both.");
            }

            if (
                given.GetResult(_wrongShare) is not null
                && given.GetResult(_policy)?.Tokens is [var policy, ..]
                && policy.Value != "mixed"
            )
            {
                given.AddError("--wrong-share is about the policy mixed: leave it out.");
            }

            if (
                given.GetResult(_models)?.Tokens.Count > 1
                && given.GetResult(_policy)?.Tokens is [var one, ..]
                && one.Value != "uncertain"
            )
            {
                given.AddError("--model: only the policy uncertain compares models: name one.");
            }
        });

    public SubmitSelection Read(ParseResult parsed, Guid id, string pool) =>
        new(
            id,
            pool,
            [.. parsed.GetValue(_models)!.Distinct()],
            (SelectionPolicy)Array.IndexOf(Policies, parsed.GetValue(_policy)),
            parsed.GetValue(_perProblem),
            parsed.GetValue(_total),
            parsed.GetValue(_perSubject),
            parsed.GetValue(_aggregation) is { } aggregation
                ? (ScoreAggregation)Array.IndexOf(Aggregations, aggregation)
                : null,
            parsed.GetValue(_neutral) is { } neutral ? (NeutralSteps)Array.IndexOf(Neutrals, neutral) : null,
            parsed.GetValue(_wrongShare),
            parsed.GetValue(_rightShare),
            parsed.GetValue(_skip),
            Given(parsed.GetValue(_exclude)),
            Given(parsed.GetValue(_controls)),
            parsed.GetValue(_generation),
            parsed.GetValue(_seed)
        );

    private static IReadOnlyList<string>? Given(string[]? names) =>
        names is { Length: > 0 } ? [.. names.Distinct()] : null;

    private static Option<int?> Count(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "K" };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int?>() < 1)
            {
                given.AddError($"{name}: must be 1 or more.");
            }
        });
        return option;
    }

    private static Option<double?> Share(string name, string description)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "X" };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double?>() is not (null or (>= 0 and <= 1)))
            {
                given.AddError($"{name}: must be from 0 to 1.");
            }
        });
        return option;
    }

    private static Option<string[]> Pools(string name, string description) =>
        new Option<string[]>(name)
        {
            Description = description,
            HelpName = "POOL",
            DefaultValueFactory = _ => [],
        }.Named();
}

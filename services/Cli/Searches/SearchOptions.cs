using System.CommandLine;
using Platform.Cli.Evaluations;
using Platform.Contracts;

namespace Platform.Cli.Searches;

/// <summary>The options of <c>search</c> that say how to search.</summary>
internal sealed class SearchOptions
{
    private const string BestOfN = "best-of-n";
    private static readonly string[] Strategies = ["beam", "dvts", BestOfN];
    private static readonly string[] Aggregations = ["product", "min", "last", "mean"];
    private static readonly string[] Neutrals = ["positive", "negative"];

    private readonly Option<string> _pool = CommonOptions.Pool("The pool with the problems");

    private readonly Option<string> _model = new Option<string>("--model")
    {
        Description = "Reward model that guides the search; with best-of-n, that scores",
        HelpName = "M",
        Required = true,
    }.Named();

    private readonly Option<string> _strategy = new("--strategy")
    {
        Description = "beam, dvts (independent subtrees) or best-of-n (independent solutions, the baseline)",
        HelpName = string.Join('|', Strategies),
        Required = true,
    };

    private readonly Option<int?> _beams = Count(
        "--beams",
        "Partial solutions kept, subtrees of dvts, or solutions of best-of-n; default: 4",
        "B"
    );
    private readonly Option<int?> _expansions = Count("--expansions", "Continuations of each; default: 4", "M");
    private readonly Option<int?> _maxSteps = Count(
        "--max-steps",
        "Rounds; in the last one, solutions are continued to their end; default: 40",
        "N"
    );

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

    private readonly SamplingOptions _sampling = new("the steps", "Largest number of tokens of one draw");

    private readonly Option<long?> _seed = new("--seed")
    {
        Description = "The k-th draw of a problem has the seed S + k; default: 0",
        HelpName = "S",
    };

    private readonly Option<string?> _name = new Option<string?>("--name")
    {
        Description = "Name of the pool that is made for the solutions; default: POOL-STRATEGY-BxM",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _against = new Option<string[]>("--against")
    {
        Description =
            "Compare with an earlier search on the same problems, by the name of its pool; may be repeated. One should be best-of-n",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    }.Named();

    public SearchOptions()
    {
        _strategy.AcceptOnlyFromAmong(Strategies);
        _aggregation.AcceptOnlyFromAmong(Aggregations);
        _neutral.AcceptOnlyFromAmong(Neutrals);
        _name.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } name && !Names.IsValid(name))
            {
                given.AddError($"--name: '{name}' is no name: {Names.Rule}.");
            }
        });
    }

    public IEnumerable<Option> All =>
        [
            _pool,
            _model,
            _strategy,
            _beams,
            _expansions,
            _aggregation,
            _neutral,
            _maxSteps,
            .. _sampling.All,
            _seed,
            _name,
            _against,
        ];

    /// <summary>Checks what no single option can, before anything is sent.</summary>
    public void Validate(Command verb) =>
        verb.Validators.Add(given =>
        {
            if (given.GetResult(_strategy)?.Tokens is not [{ Value: BestOfN }])
            {
                return;
            }

            foreach (var option in (Option[])[_expansions, _maxSteps])
            {
                if (given.GetResult(option) is { Implicit: false })
                {
                    given.AddError(
                        $"{option.Name}: best-of-n draws whole solutions, as many as --beams says: leave it out."
                    );
                }
            }
        });

    public SubmitSearch Read(ParseResult parsed, Guid id)
    {
        string pool = parsed.GetValue(_pool)!;
        string strategy = parsed.GetValue(_strategy)!;
        var (beams, expansions) = (parsed.GetValue(_beams), parsed.GetValue(_expansions));
        string size = strategy == BestOfN ? $"{beams ?? 4}" : $"{beams ?? 4}x{expansions ?? 4}";
        return new(
            id,
            pool,
            parsed.GetValue(_model)!,
            (StepSearchStrategy)Array.IndexOf(Strategies, strategy),
            parsed.GetValue(_name) ?? $"{pool}-{strategy}-{size}",
            beams,
            expansions,
            parsed.GetValue(_aggregation) is { } aggregation
                ? (ScoreAggregation)Array.IndexOf(Aggregations, aggregation)
                : null,
            parsed.GetValue(_neutral) is { } neutral ? (NeutralSteps)Array.IndexOf(Neutrals, neutral) : null,
            parsed.GetValue(_maxSteps),
            _sampling.Read(parsed),
            parsed.GetValue(_seed),
            parsed.GetValue(_against) is { Length: > 0 } against ? [.. against.Distinct()] : null
        );
    }

    private static Option<int?> Count(string name, string description, string help)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = help };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int?>() < 1)
            {
                given.AddError($"{name}: must be 1 or more.");
            }
        });
        return option;
    }
}

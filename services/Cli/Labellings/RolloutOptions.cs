using System.CommandLine;
using System.CommandLine.Parsing;
using Platform.Cli.Evaluations;
using Platform.Contracts;

namespace Platform.Cli.Labellings;

/// <summary>The options of <c>label --by rollouts:MODEL</c>.</summary>
internal sealed class RolloutOptions
{
    public const string Prefix = $"{Labellers.Rollouts}:";

    private const string OmegaPrm = "omegaprm";
    private static readonly string[] Methods = ["math-shepherd", OmegaPrm];

    private readonly Option<string?> _method = new("--method")
    {
        Description =
            "rollouts:MODEL: complete every step (math-shepherd), or search for the first error of wrong solutions in a tree per problem (omegaprm, which adds the completions it searched to the pool); default: math-shepherd",
        HelpName = string.Join('|', Methods),
    };

    private readonly Option<int?> _completions = new("--completions")
    {
        Description = "rollouts:MODEL: completions from each step, 1 to 64; default: 8",
        HelpName = "K",
    };

    private readonly Option<int?> _searches = new("--searches")
    {
        Description = "--method omegaprm: most binary searches on a problem; default: 100",
        HelpName = "N",
    };

    private readonly Option<long?> _budget = new("--token-budget")
    {
        Description =
            "rollouts:MODEL: sampled tokens per problem after which nothing more is completed; default: no limit",
        HelpName = "N",
    };

    private readonly Option<long?> _seed = new("--seed")
    {
        Description = "rollouts:MODEL: the k-th completion of a problem has the seed S + k; default: 0",
        HelpName = "S",
    };

    private readonly SamplingOptions _sampling = new("the completions", "rollouts:MODEL: most tokens of a completion");

    public RolloutOptions()
    {
        _method.AcceptOnlyFromAmong(Methods);
        _completions.Validators.Add(given => Between(given, _completions.Name, 1, 64));
        _searches.Validators.Add(given => Between(given, _searches.Name, 1, 100_000));
        _budget.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<long?>() < 1)
            {
                given.AddError($"{_budget.Name}: must be 1 or more.");
            }
        });
    }

    public IEnumerable<Option> All => [_method, _completions, _searches, _budget, _seed, .. _sampling.Drawing];

    /// <summary>Checks what no single option can.</summary>
    /// <param name="given">The command.</param>
    /// <param name="by">The supervisor; null if none is given.</param>
    public void Validate(CommandResult given, string? by)
    {
        if (by?.StartsWith(Prefix, StringComparison.Ordinal) != true)
        {
            foreach (var option in All.Where(o => given.GetResult(o) is { Implicit: false }))
            {
                given.AddError($"{option.Name} is about --by rollouts:MODEL: leave it out.");
            }
        }
        else if (
            given.GetResult(_searches) is not null
            && given.GetResult(_method)?.Tokens is not [{ Value: OmegaPrm }]
        )
        {
            given.AddError($"{_searches.Name} is about --method omegaprm: leave it out.");
        }
    }

    /// <summary>The settings with their defaults.</summary>
    public RolloutSettings Read(ParseResult parsed)
    {
        var defaults = new RolloutSettings();
        return new(
            parsed.GetValue(_method) == OmegaPrm ? RolloutAlgorithm.OmegaPrm : RolloutAlgorithm.MathShepherd,
            parsed.GetValue(_completions) ?? defaults.Completions,
            parsed.GetValue(_searches),
            parsed.GetValue(_budget),
            _sampling.Read(parsed),
            parsed.GetValue(_seed) ?? defaults.Seed
        );
    }

    private static void Between(OptionResult given, string name, int least, int most)
    {
        if (given.GetValueOrDefault<int?>() is { } value && (value < least || value > most))
        {
            given.AddError($"{name}: must be from {least} to {most}.");
        }
    }
}

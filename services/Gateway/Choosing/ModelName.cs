using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Gateway.OpenAi;

namespace Platform.Gateway.Choosing;

/// <summary>
/// What the name of a model says: <c>GENERATOR</c>, <c>GENERATOR/majority-16</c> or
/// <c>GENERATOR+VERIFIER/STRATEGY</c> with <c>best-of-N</c>, <c>weighted-N</c>, <c>majority-N</c> or <c>beam-AxB</c>.
/// </summary>
/// <param name="Generator">Language model; <c>default</c> for the generator's own.</param>
/// <param name="Verifier">Reward model; null if none is asked.</param>
/// <param name="Kind">The strategy.</param>
/// <param name="Samples">Number of candidates; beams for a search.</param>
/// <param name="Expansions">Expansions of each beam; 1 otherwise.</param>
internal sealed partial record ModelName(
    string Generator,
    string? Verifier,
    StrategyKind Kind,
    int Samples,
    int Expansions = 1
)
{
    /// <summary>Generator that samples with whatever its settings name.</summary>
    public const string Default = "default";

    /// <summary>Number of candidates if a strategy has none.</summary>
    public const int UsualSamples = 16;

    /// <summary>The strategy as it is written in a name.</summary>
    public string Strategy =>
        Kind switch
        {
            StrategyKind.Single => Word,
            StrategyKind.Beam => $"{Word}-{Samples}x{Expansions}",
            _ => $"{Word}-{Samples}",
        };

    /// <summary>The strategy without its number.</summary>
    public string Word =>
        Kind switch
        {
            StrategyKind.Single => "single",
            StrategyKind.BestOf => "best-of",
            StrategyKind.Majority => "majority",
            StrategyKind.Weighted => "weighted",
            _ => "beam",
        };

    /// <summary>Reads a name. A verifier without a strategy chooses the best of 16.</summary>
    /// <exception cref="Refused">The name, or its strategy, cannot be read.</exception>
    public static ModelName Parse(string name)
    {
        int slash = name.LastIndexOf('/');
        // Names of models may have slashes themselves.
        bool has = slash >= 0 && Begins().IsMatch(name[(slash + 1)..]);
        var (models, strategy) = has ? (name[..slash], name[(slash + 1)..]) : (name, null);
        int plus = models.LastIndexOf('+');
        var (generator, verifier) = plus < 0 ? (models, null) : (models[..plus], models[(plus + 1)..]);
        return With(generator, verifier, strategy, null);
    }

    /// <summary>Checks the parts, wherever they were given.</summary>
    /// <param name="generator">Language model.</param>
    /// <param name="verifier">Reward model; null for none.</param>
    /// <param name="strategy">With or without its number; null: the best of 16 by the verifier, or a single sample.</param>
    /// <param name="samples">Number of candidates, if the strategy does not say.</param>
    public static ModelName With(string generator, string? verifier, string? strategy, int? samples)
    {
        if (string.IsNullOrWhiteSpace(generator) || verifier is { } v && string.IsNullOrWhiteSpace(v))
        {
            throw Refused.Invalid("model", "model must be GENERATOR, or GENERATOR+VERIFIER/STRATEGY.");
        }

        strategy ??=
            verifier is not null ? "best-of"
            : samples > 1 ? "majority"
            : "single";
        var match = Whole().Match(strategy);
        var kind = match.Groups["kind"].Value switch
        {
            "single" => StrategyKind.Single,
            "best-of" => StrategyKind.BestOf,
            "majority" => StrategyKind.Majority,
            "weighted" => StrategyKind.Weighted,
            "beam" => StrategyKind.Beam,
            _ => throw Refused.Invalid(
                "model",
                $"The strategy '{strategy}' is unknown: give single, best-of-N, majority-N, weighted-N or beam-AxB."
            ),
        };
        int count = Number(match.Groups["n"]) ?? samples ?? (kind == StrategyKind.Single ? 1 : UsualSamples);
        bool needsVerifier = kind is StrategyKind.BestOf or StrategyKind.Weighted or StrategyKind.Beam;
        if (needsVerifier && verifier is null)
        {
            throw Refused.Invalid(
                "model",
                $"{match.Groups["kind"].Value} chooses by a reward model: name one, as in {generator}+VERIFIER/{strategy}."
            );
        }

        if (kind == StrategyKind.Single && count != 1)
        {
            throw Refused.Invalid("samples", "single takes one sample: name a strategy that chooses among several.");
        }

        return new(generator, verifier, kind, count, Number(match.Groups["m"]) ?? (kind == StrategyKind.Beam ? 4 : 1));
    }

    private static int? Number(Group group) =>
        !group.Success ? null
        : int.TryParse(group.Value, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw Refused.Invalid("model", $"'{group.Value}' is no number of candidates.");

    [GeneratedRegex("^(single|best-of|majority|weighted|beam)(-|$)")]
    private static partial Regex Begins();

    [GeneratedRegex(
        @"^(?:(?<kind>single|best-of|majority|weighted)(-(?<n>\d+))?|(?<kind>beam)(-(?<n>\d+)x(?<m>\d+))?)$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Whole();
}

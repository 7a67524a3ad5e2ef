using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>How solutions are sampled, as options of <c>evaluate</c>, <c>search</c> and <c>label</c>.</summary>
internal sealed class SamplingOptions
{
    private readonly Option<string?> _model = new("--language-model") { HelpName = "L" };

    private readonly Option<double?> _temperature = Number("--temperature", "Temperature, 0 to 10", 0, 10);
    private readonly Option<double?> _topP = Number("--top-p", "Nucleus mass, above 0 and up to 1", double.Epsilon, 1);

    private readonly Option<double?> _minP = Number(
        "--min-p",
        "Leave out tokens less likely than this fraction of the likeliest, 0 to 1",
        0,
        1
    );

    private readonly Option<int?> _maxTokens = new("--max-tokens") { HelpName = "N" };

    private readonly Option<string[]> _stop = new("--stop")
    {
        Description = "Text that ends a solution; may be repeated",
        HelpName = "TEXT",
        DefaultValueFactory = _ => [],
    };

    /// <param name="writes">What the language model writes.</param>
    /// <param name="limited">What <c>--max-tokens</c> limits, as a sentence.</param>
    public SamplingOptions(
        string writes = "the missing solutions (with --samples)",
        string limited = "A solution that reaches this many tokens is unfinished"
    )
    {
        _model.Description = $"Language model that writes {writes}; default: the generator's setting";
        _maxTokens.Description = limited;
        _maxTokens.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int?>() < 1)
            {
                given.AddError("--max-tokens must be at least 1.");
            }
        });
    }

    public IReadOnlyList<Option> All => [_model, .. Drawing];

    /// <summary>All but the language model.</summary>
    public IReadOnlyList<Option> Drawing => [_temperature, _topP, _minP, _maxTokens, _stop];

    /// <summary>The first option that was given; null if none was.</summary>
    public Option? Given(CommandResult given) => All.FirstOrDefault(o => given.GetResult(o) is { Implicit: false });

    /// <summary>Null if no option was given.</summary>
    public Sampling? Read(ParseResult parsed)
    {
        if (Given(parsed.CommandResult) is null)
        {
            return null;
        }

        var defaults = new Sampling();
        return new Sampling(
            parsed.GetValue(_temperature) ?? defaults.Temperature,
            parsed.GetValue(_topP) ?? defaults.TopP,
            parsed.GetValue(_maxTokens) ?? defaults.MaxTokens,
            parsed.GetValue(_stop) is { Length: > 0 } stop ? stop : null,
            Model: parsed.GetValue(_model),
            MinP: parsed.GetValue(_minP)
        );
    }

    private static Option<double?> Number(string name, string description, double least, double most)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "X" };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double?>() is { } value && !(value >= least && value <= most))
            {
                given.AddError(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} must be {(least == double.Epsilon ? "above 0" : $"from {least}")} to {most}, not {value}."
                    )
                );
            }
        });
        return option;
    }
}

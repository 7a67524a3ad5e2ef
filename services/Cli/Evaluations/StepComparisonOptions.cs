using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>How process models are compared with step labels, as options of <c>evaluate</c>.</summary>
internal sealed class StepComparisonOptions
{
    private readonly Option<string[]> _labellers = new("--labeller")
    {
        Description =
            "Whose step labels the models are compared with: a name, the part before ':' or anyone; may be repeated. Default: the labels of the file, otherwise the labeller of the most solutions",
        HelpName = "WHO",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<double?> _threshold = Fraction(
        "--threshold",
        "A step is predicted wrong if P(correct) is under this number, 0 to 1; default: 0.5",
        0
    );

    private readonly Option<string?> _thresholdFrom = new("--threshold-from")
    {
        Description =
            "Use the threshold with the highest first-error F1 on the problems of this subject, for every model and labeller by itself",
        HelpName = "SUBJECT",
    };

    private readonly Option<double?> _labelCut = Fraction(
        "--label-cut",
        "A step whose label is a fraction is right from this number on, above 0 and up to 1; default: 0.5",
        double.Epsilon
    );

    public StepComparisonOptions() =>
        _labellers.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string[]>().Any(string.IsNullOrWhiteSpace))
            {
                given.AddError("--labeller: the name is empty.");
            }
        });

    public IReadOnlyList<Option> All => [_labellers, _threshold, _thresholdFrom, _labelCut];

    /// <summary>Why the options contradict each other; null if they do not.</summary>
    public string? Contradiction(CommandResult given) =>
        given.GetResult(_threshold) is { Implicit: false } && given.GetResult(_thresholdFrom) is { Implicit: false }
            ? "--threshold and --threshold-from both set the threshold: give one of them."
            : null;

    /// <summary>Null if no option was given.</summary>
    public StepOptions? Read(ParseResult parsed)
    {
        var options = new StepOptions(
            parsed.GetValue(_labellers) is { Length: > 0 } labellers ? [.. labellers.Distinct()] : null,
            parsed.GetValue(_threshold),
            parsed.GetValue(_thresholdFrom),
            parsed.GetValue(_labelCut)
        );
        return options == new StepOptions() ? null : options;
    }

    private static Option<double?> Fraction(string name, string description, double least)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "X" };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double?>() is { } value && !(value >= least && value <= 1))
            {
                given.AddError(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} must be {(least > 0 ? "above 0 and at most" : "from 0 to")} 1, not {value}."
                    )
                );
            }
        });
        return option;
    }
}

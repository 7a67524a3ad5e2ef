using System.CommandLine;
using Platform.Contracts;

namespace Platform.Cli.Exports;

/// <summary>The options that say what an export writes.</summary>
internal sealed class ExportChoices
{
    private readonly Option<string> _format = new("--format")
    {
        Description = $"{string.Join(", ", FileFormats.Written)}; default: pool",
        HelpName = "F",
        DefaultValueFactory = _ => "pool",
    };

    private readonly Option<string?> _labeller = new("--labeller")
    {
        Description =
            "Labeller of the labels: file (the default: those imported with the pool), oracle, person, or a versioned name",
        HelpName = "NAME",
    };

    private readonly Option<string?> _neutral = new("--neutral")
    {
        Description =
            "What neutral labels become in a format of two classes: positive, negative, or drop (leaves out solutions that have one). Required if there are any",
        HelpName = "POLICY",
    };

    private readonly Option<double?> _labelCut = new("--label-cut")
    {
        Description =
            "Labels that are fractions become right from this fraction on and wrong below it; default: they stay fractions, which math-shepherd can say and other formats cannot",
        HelpName = "X",
    };

    private readonly Option<string[]> _model = Several(
        "--model",
        "MODEL",
        "Model whose scores are written (pool, openai-scored); may be repeated. Default: the scores imported with the pool"
    );

    private readonly Option<bool> _notQualityControl = new("--not-quality-control")
    {
        Description = "Leave out quality-control questions of PRM800K",
    };

    private readonly Option<bool> _notScreening = new("--not-screening")
    {
        Description = "Leave out screening questions of PRM800K",
    };

    private readonly Option<string[]> _finishReason = Several(
        "--finish-reason",
        "REASON",
        "Only labels with this finish reason of PRM800K: found_error, solution, bad_problem or give_up; may be repeated"
    );

    private readonly Option<int[]> _generation = new("--generation")
    {
        Description = "Only labels of this generation; may be repeated",
        HelpName = "N",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _annotator = Several(
        "--annotator",
        "ID",
        "Only labels of this labeler of PRM800K; may be repeated"
    );

    private readonly Option<string[]> _notIn = Several(
            "--not-in",
            "POOL",
            "Leave out problems that are in this pool, such as a test split, by their text; may be repeated"
        )
        .Named();

    private readonly Option<bool> _refuseOverlap = new("--refuse-overlap")
    {
        Description = "Refuse the export if a problem is in a pool of --not-in",
    };

    public ExportChoices()
    {
        _format.AcceptOnlyFromAmong([.. FileFormats.Written]);
        _neutral.AcceptOnlyFromAmong("positive", "negative", "drop");
        _labelCut.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double?>() is { } cut && cut is not (> 0 and <= 1))
            {
                given.AddError("--label-cut: must be above 0 and up to 1.");
            }
        });
        _finishReason.AcceptOnlyFromAmong("found_error", "solution", "bad_problem", "give_up");
    }

    public Option<bool> Parquet { get; } =
        new("--parquet") { Description = "Write a Parquet file; also chosen by a FILE that ends in .parquet" };

    public IEnumerable<Option> All =>
        [
            _format,
            _labeller,
            _neutral,
            _labelCut,
            Parquet,
            _model,
            _notQualityControl,
            _notScreening,
            _finishReason,
            _generation,
            _annotator,
            _notIn,
            _refuseOverlap,
        ];

    /// <param name="parsed">The command line.</param>
    /// <param name="path">The file, whose extension may say how it is written; null for standard output.</param>
    public ExportOptions Read(ParseResult parsed, string? path)
    {
        var format = parsed.GetValue(_format)!;
        var gzip = path?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == true;
        var extension = Path.GetExtension(gzip ? path![..^3] : path)?.ToLowerInvariant();
        return new()
        {
            Format = format,
            Labeller = parsed.GetValue(_labeller),
            Neutral = parsed.GetValue(_neutral),
            LabelCut = parsed.GetValue(_labelCut),
            Layout =
                parsed.GetValue(Parquet) || extension == ".parquet" ? "parquet"
                : extension is ".jsonl" or ".ndjson" ? "lines"
                : extension == ".json" && format != "pool" ? "json"
                : null,
            Gzip = gzip ? true : null,
            Model = Given(parsed.GetValue(_model)),
            NotQualityControl = parsed.GetValue(_notQualityControl) ? true : null,
            NotScreening = parsed.GetValue(_notScreening) ? true : null,
            FinishReason = Given(parsed.GetValue(_finishReason)),
            Generation = Given(parsed.GetValue(_generation)),
            Annotator = Given(parsed.GetValue(_annotator)),
            NotIn = Given(parsed.GetValue(_notIn)),
            RefuseOverlap = parsed.GetValue(_refuseOverlap) ? true : null,
        };
    }

    private static Option<string[]> Several(string name, string value, string description) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            DefaultValueFactory = _ => [],
        };

    private static T[]? Given<T>(T[]? values) => values is { Length: > 0 } ? values : null;
}

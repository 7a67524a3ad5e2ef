using System.Globalization;
using Platform.Contracts;
using Platform.Dataset.Formats;

namespace Platform.Dataset.Exports;

/// <summary>An export as asked for, with its format's writer.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="Writer">The format's writer.</param>
/// <param name="Labeller">Labeller of the labels, with or without its version.</param>
/// <param name="Neutral">What neutral labels become in a format of two classes.</param>
/// <param name="Cut">The fraction from which a step is right; null: fractions stay fractions.</param>
/// <param name="Layout">How records make a file.</param>
/// <param name="Gzip">Whether the file is compressed.</param>
/// <param name="Options">The options as given.</param>
internal sealed record ExportRequest(
    string Format,
    SolutionWriter Writer,
    string Labeller,
    Neutral? Neutral,
    double? Cut,
    RecordLayout Layout,
    bool Gzip,
    ExportOptions Options
)
{
    private static readonly string[] Layouts = ["lines", "json", "parquet"];

    /// <summary>Name of the layout, as accepted by <see cref="ExportOptions.Layout"/>.</summary>
    public string LayoutName =>
        Layout switch
        {
            RecordLayout.Parquet => "parquet",
            RecordLayout.Array or RecordLayout.Groups => "json",
            _ => "lines",
        };

    /// <exception cref="ExportRefusedException">An option is wrong; the message names it.</exception>
    public static ExportRequest Read(ExportOptions options)
    {
        var name = options.Format ?? "pool";
        var writer =
            PoolFormats.All.FirstOrDefault(format => format.Name == name)?.Writer ?? throw new ExportRefusedException(
                $"format: '{name}' is no format of exports; the formats are {string.Join(", ", FileFormats.Written)}."
            );
        if (options.Layout is { } layout && !Layouts.Contains(layout))
        {
            throw new ExportRefusedException($"layout: must be lines, json or parquet; got '{layout}'.");
        }

        if (
            options.Neutral is { } policy
            && !Enum.GetNames<Neutral>().Contains(policy, StringComparer.OrdinalIgnoreCase)
        )
        {
            throw new ExportRefusedException($"neutral: must be positive, negative or drop; got '{policy}'.");
        }

        if (options is { Neutral: not null } && writer.NeutralIsAClass)
        {
            throw new ExportRefusedException(
                $"neutral: the format {name} writes neutral labels as they are; leave the option out."
            );
        }

        if (options.LabelCut is not (null or > 0 and <= 1))
        {
            throw new ExportRefusedException(
                $"labelCut: must be above 0 and up to 1; got {options.LabelCut.Value.ToString(CultureInfo.InvariantCulture)}."
            );
        }

        if (options is { Layout: "json" } && writer.Layout == RecordLayout.Problems)
        {
            throw new ExportRefusedException($"layout: the format {name} has a problem a line; use lines or parquet.");
        }

        if (options is { Layout: "parquet", Gzip: true })
        {
            throw new ExportRefusedException("gzip: Parquet files are compressed inside; leave the option out.");
        }

        return new(
            name,
            writer,
            options.Labeller ?? Labellers.File,
            options.Neutral is { } neutral ? Enum.Parse<Neutral>(neutral, ignoreCase: true) : null,
            options.LabelCut,
            options.Layout switch
            {
                "parquet" => RecordLayout.Parquet,
                "lines" when writer.Layout != RecordLayout.Problems => RecordLayout.Lines,
                "json" when writer.Layout == RecordLayout.Lines => RecordLayout.Array,
                _ => writer.Layout,
            },
            options.Gzip ?? false,
            options
        );
    }
}

/// <summary>An export that cannot be made; the message says why and what to do.</summary>
internal sealed class ExportRefusedException(string message) : Exception(message);

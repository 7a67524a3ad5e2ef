using System.Runtime.CompilerServices;
using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>
/// Reads one file of problems and solutions, one record at a time. Content that cannot be read becomes an error with its
/// line and a reason that names the field; the rest is read.
/// </summary>
/// <param name="format">
/// One of <see cref="Formats"/>, or null to detect it from the first record that matches a format.
/// </param>
internal sealed class PoolReader(string? format = null)
{
    // Of two fields with one name, one would get lost.
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<string, Seen> _problems = [];
    private PoolFormat? _format = PoolFormats.All.FirstOrDefault(f => f.Name == format);

    /// <summary>The names that <c>--format</c> accepts.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. PoolFormats.All.Select(f => f.Name)];

    /// <summary>The format, as given or as detected; null if no record matched a format.</summary>
    public string? Format => _format?.Name;

    /// <summary>Lines (or records of an array) read so far, excluding empty lines.</summary>
    public int Lines { get; private set; }

    public async IAsyncEnumerable<ImportRecord> Read(
        Stream file,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (format is not null && _format is null)
        {
            yield return Failed(1, $"there is no format '{format}'; the formats are {string.Join(", ", Formats)}");
            yield break;
        }
        await using var records = FileRecords.Read(file, cancellationToken).GetAsyncEnumerator(cancellationToken);
        string? fault;
        while (true)
        {
            (var next, fault) = await Next(records);
            if (next is not { } record)
            {
                break;
            }

            Lines++;
            List<string> errors = [];
            var problem = record.Error is null ? Read(record, errors) : null;
            if (record.Error is not null)
            {
                errors.Add(record.Error);
            }

            if (problem is not null)
            {
                yield return new ImportRecord(record.Number, problem, null, record.Bytes.Length);
            }

            foreach (var error in errors)
            {
                yield return Failed(record.Number, error);
            }
        }
        if (fault is not null)
        {
            yield return Failed(Lines + 1, fault);
        }
        else if (Lines == 0)
        {
            yield return Failed(1, "the file holds no records");
        }
    }

    /// <summary>Returns the next record, or why the rest of the file cannot be read; neither at the end.</summary>
    private static async ValueTask<(RawRecord? Record, string? Fault)> Next(IAsyncEnumerator<RawRecord> records)
    {
        try
        {
            return (await records.MoveNextAsync() ? records.Current : null, null);
        }
        catch (UnreadableException e)
        {
            return (null, e.Message);
        }
    }

    private ImportedProblem? Read(RawRecord record, List<string> errors)
    {
        try
        {
            using var document = Parse(record.Bytes);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new UnreadableException($"must be a JSON object; got {Field.Describe(root)}");
            }

            _format ??= PoolFormats.Recognise(new Field(root));
            if (_format.Lost(new Field(root)).Count > 0)
            {
                throw PoolFormats.Lossy(_format, new Field(root));
            }

            return Place(Content(_format, root, errors), record.Number);
        }
        catch (UnreadableException e)
        {
            errors.Add(e.Message);
            return null;
        }
        catch (InvalidOperationException)
        {
            errors.Add("a field's name holds half a surrogate pair or broken UTF-8");
            return null;
        }
    }

    /// <summary>Reads a record, and again with the paths of its fields if something is wrong with it.</summary>
    private static ImportedProblem Content(PoolFormat format, JsonElement root, List<string> errors)
    {
        try
        {
            var problem = format.Read(new Field(root), errors);
            if (errors.Count == 0)
            {
                return problem;
            }
        }
        catch (UnreadableException)
        {
            // The second reading throws it again.
        }
        errors.Clear();
        return format.Read(new Field(root, FieldPath.Root), errors);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, Options);
        }
        catch (JsonException e)
        {
            var table = bytes.Span[0] is not ((byte)'{' or (byte)'[' or (byte)'/' or (byte)'#');
            throw new UnreadableException(
                NotJson.Reason(bytes, e)
                    + (table ? ": convert tables such as CSV, YAML and plain text to one JSON object a line" : "")
            );
        }
    }

    /// <summary>
    /// Numbers the samples of a format with one solution per line; in other formats, a repeated problem is an error.
    /// </summary>
    private ImportedProblem Place(ImportedProblem problem, int line)
    {
        var statement = problem.Statement.GetHashCode();
        if (!_problems.TryGetValue(problem.Key, out var seen))
        {
            _problems.Add(problem.Key, new Seen(line, statement, 1));
            return problem;
        }
        if (!_format!.SolutionALine)
        {
            throw new UnreadableException($"problem '{problem.Key}' is on line {seen.Line} already");
        }

        if (seen.Statement != statement)
        {
            throw new UnreadableException($"problem '{problem.Key}' has another text on line {seen.Line}");
        }
        // A line without a readable solution also uses up a sample number, so that the line can be corrected and imported later.
        _problems[problem.Key] = seen with
        {
            Samples = seen.Samples + 1,
        };
        return problem with
        {
            Solutions = [.. problem.Solutions.Select(solution => solution with { Sample = seen.Samples })],
        };
    }

    /// <summary>
    /// Creates an error. The reason quotes the file, so it is kept short and NUL, which the database cannot store, is
    /// escaped.
    /// </summary>
    private static ImportRecord Failed(int line, string reason)
    {
        var said = reason.Replace("\0", "\\0");
        return new(
            line,
            null,
            new ImportError(
                line,
                said.Length <= 500 ? said : said[..(char.IsHighSurrogate(said[499]) ? 499 : 500)] + "..."
            )
        );
    }

    private sealed record Seen(int Line, int Statement, int Samples);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Grading;

namespace Platform.Cli;

/// <summary>
/// The line that <c>grade</c> writes for an input line: the fields of the input, then the result. A line that cannot be
/// graded gets one too, with its number and the error, so that the lines of both files correspond.
/// </summary>
internal static class BatchLine
{
    private const string Given = "given";
    private const string Truth = "truth";

    /// <summary>Holds the fields of the input whose names the result uses.</summary>
    private const string Input = "input";

    private const string Wanted = """{"given": ..., "truth": ...}""";

    private static readonly JsonSerializerOptions OneLine = new()
    {
        // As in Json.Options, so that LaTeX and CJK stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Grades one pair.</summary>
    public static string Of(string? given, string truth, GradingPolicy policy, bool extract) =>
        Write(new JsonObject { [Given] = given, [Truth] = truth }, Result(given, truth, policy, extract));

    /// <summary>Grades a line of a batch.</summary>
    /// <returns>The line to write, and why it was not graded; null if it was.</returns>
    public static (string Line, string? Problem) Grade(string line, int number, GradingPolicy policy, bool extract)
    {
        var fields = Read(line, out var problem);
        var given = problem is null ? Text(fields, Given, ref problem) : null;
        var truth = problem is null ? Text(fields, Truth, ref problem) : null;
        if (problem is null && truth is null)
        {
            problem = "truth is missing or null; wanted text or a number";
        }
        else if (problem is null && !fields.ContainsKey(Given))
        {
            problem = "given is missing; wanted text, a number, or null for no answer";
        }

        var result = problem is null
            ? Result(given, truth!, policy, extract)
            : new JsonObject { ["line"] = number, ["error"] = problem };
        return (Write(fields, result), problem);
    }

    private static JsonObject Result(string? given, string truth, GradingPolicy policy, bool extract)
    {
        var (answer, rule) = extract && given is not null ? AnswerExtraction.Extract(given) : default;
        var (equal, reason) = Grader.Grade(extract ? answer : given, truth, policy);
        var result = new JsonObject { ["equal"] = equal, ["reason"] = reason };
        if (extract)
        {
            result["answer"] = answer;
            result["rule"] = rule.ToString();
        }
        return result;
    }

    /// <summary>The fields of a line that can be written again.</summary>
    private static JsonObject Read(string line, out string? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(line))
        {
            problem = "the line is empty";
            return [];
        }
        try
        {
            if (JsonNode.Parse(line, documentOptions: Strict) is not JsonObject fields)
            {
                problem = $"not an object; wanted {Wanted}";
                return [];
            }
            foreach (var broken in fields.Where(field => !IsUnicode(field.Value)).Select(field => field.Key).ToList())
            {
                problem ??= $"{broken} is no valid Unicode";
                fields.Remove(broken);
            }
            return fields;
        }
        catch (JsonException exception)
        {
            problem = $"not JSON: {exception.Message.Split(" LineNumber")[0]}";
        }
        catch (InvalidOperationException)
        {
            problem = "the name of a field is no valid Unicode";
        }
        return [];
    }

    /// <summary>False for a text with an escaped half of a surrogate pair.</summary>
    private static bool IsUnicode(JsonNode? value)
    {
        try
        {
            value?.ToJsonString(OneLine);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Text, or a number as written, as in imported files; null if the field is absent or null.</summary>
    private static string? Text(JsonObject fields, string name, ref string? problem)
    {
        if (fields[name] is not { } value)
        {
            return null;
        }

        if (value.GetValueKind() == JsonValueKind.String)
        {
            return value.GetValue<string>();
        }

        if (value.GetValueKind() == JsonValueKind.Number)
        {
            return value.ToJsonString();
        }

        problem = $"{name} must be text{(name == Given ? ", a number, or null" : " or a number")}";
        return null;
    }

    private static string Write(JsonObject fields, JsonObject result)
    {
        var taken = fields.Where(field => result.ContainsKey(field.Key)).Select(field => field.Key).ToList();
        if (taken.Count > 0 && fields.ContainsKey(Input))
        {
            taken.Add(Input);
        }

        var moved = new JsonObject();
        foreach (var name in taken)
        {
            fields.Remove(name, out var value);
            moved[name] = value;
        }
        if (taken.Count > 0)
        {
            fields[Input] = moved;
        }

        foreach (var (name, value) in result.ToList())
        {
            result.Remove(name);
            fields[name] = value;
        }
        return fields.ToJsonString(OneLine);
    }
}

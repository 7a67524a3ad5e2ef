using System.Text;
using System.Text.Json;

namespace Platform.Generator;

/// <summary>The text of a choice, from a whole choice or from the pieces of a stream.</summary>
internal sealed class ChoiceText
{
    private static readonly string[] ReasoningNames = ["reasoning_content", "reasoning", "thinking"];

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();
    private string? _finish;
    private bool? _modelEnded;
    private string? _refusal;
    private bool _written;
    private bool _calls;

    /// <summary>True if the server has said why the model stopped.</summary>
    public bool HasEnded => _finish is not null;

    /// <summary>The completion; null if the choice has none.</summary>
    public CompletionChoice? Choice =>
        Unusable is null
            ? new(_text.ToString(), _reasoning.Length > 0 ? _reasoning.ToString() : null, _finish, _modelEnded)
            : null;

    /// <summary>Why there is no completion; null if there is one.</summary>
    public string? Unusable =>
        FinishReasons.IsBroken(_finish) ? $"a choice that ended with '{_finish}'"
        : _text.Length == 0 && _refusal is not null ? $"a refusal: {ServerError.Line(_refusal)}"
        : _text.Length == 0 && _calls ? "a tool call in place of a text"
        // A model that reasons until the limit has written nothing yet: an unfinished sample.
        : _written || _reasoning.Length > 0 || FinishReasons.IsCut(_finish) ? null
        : "a choice without text";

    /// <summary>Adds a choice, or a piece of it.</summary>
    public ChoiceText Add(JsonElement choice)
    {
        if (choice.ValueKind == JsonValueKind.String)
        {
            Write(choice);
            return this;
        }
        var piece = JsonText.Property(choice, "delta");
        var message = piece is { ValueKind: JsonValueKind.Object } ? null : JsonText.Property(choice, "message");
        if (message is { ValueKind: JsonValueKind.Object })
        {
            // The whole message, possibly as the last event of a stream.
            _text.Clear();
            _reasoning.Clear();
        }
        foreach (var part in (JsonElement?[])[message, piece, choice])
        {
            Write(JsonText.Property(part, "content"));
            Reason(part);
            _refusal = JsonText.String(JsonText.Property(part, "refusal")) is { Length: > 0 } refusal
                ? refusal
                : _refusal;
            _calls |=
                JsonText.Property(part, "tool_calls") is { ValueKind: JsonValueKind.Array } calls
                && calls.GetArrayLength() > 0;
        }
        Write(JsonText.Property(choice, "text"));
        if (message is { ValueKind: JsonValueKind.String })
        {
            Write(message);
        }

        var finish = JsonText.Property(choice, "finish_reason") ?? JsonText.Property(choice, "stop_reason");
        _finish = JsonText.Scalar(finish) ?? JsonText.String(JsonText.Property(finish, "type")) ?? _finish;
        _modelEnded = FinishReasons.ModelEnded(choice) ?? _modelEnded;
        return this;
    }

    /// <summary>Text, or the texts of a list of parts; parts that hold reasoning are kept apart.</summary>
    private void Write(JsonElement? content)
    {
        switch (content?.ValueKind)
        {
            case JsonValueKind.String or JsonValueKind.Number:
                _text.Append(JsonText.Scalar(content));
                _written = true;
                break;
            case JsonValueKind.Array:
                foreach (var part in content.Value.EnumerateArray())
                {
                    Write(part);
                }

                break;
            case JsonValueKind.Object when IsReasoning(content.Value):
                _reasoning.Append(Plain(content));
                break;
            case JsonValueKind.Object:
                Write(JsonText.Property(content, "text") ?? JsonText.Property(content, "value"));
                break;
        }
    }

    /// <summary>Takes the reasoning from the first field that has one: servers may repeat it in several fields.</summary>
    private void Reason(JsonElement? message)
    {
        var reasoning = ReasoningNames
            .Select(name => Plain(JsonText.Property(message, name)))
            .Append(Plain(JsonText.Property(message, "reasoning_details")))
            .FirstOrDefault(text => text.Length > 0);
        _reasoning.Append(reasoning);
    }

    private static bool IsReasoning(JsonElement part) =>
        JsonText.String(JsonText.Property(part, "type")) is { } type
        && (
            type.Contains("think", StringComparison.OrdinalIgnoreCase)
            || type.Contains("reason", StringComparison.OrdinalIgnoreCase)
        );

    private static string Plain(JsonElement? value) =>
        value?.ValueKind switch
        {
            JsonValueKind.String => value.Value.GetString()!,
            JsonValueKind.Array => string.Concat(value.Value.EnumerateArray().Select(part => Plain(part))),
            JsonValueKind.Object => ((string[])["text", "thinking", "content", "summary", "reasoning"])
                .Select(name => Plain(JsonText.Property(value, name)))
                .FirstOrDefault(text => text.Length > 0, ""),
            _ => "",
        };
}

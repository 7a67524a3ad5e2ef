using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Gateway.Choosing;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;
using Platform.Grading;
using Platform.Kernels.Selection;

namespace Platform.Gateway.Answering;

/// <summary>Reads the bodies of both endpoints.</summary>
internal sealed class QuestionReader(IOptions<GatewayOptions> options, TimeProvider time)
{
    private const string NoTools = "the platform's generators call no tools";
    private const string NoLogprobs =
        "generators give no log probabilities; the scores of steps are in the field platform";

    /// <summary>
    /// Reads <c>/v1/chat/completions</c>. System and user messages are the statement; a last message of the assistant is
    /// continued.
    /// </summary>
    public Question Chat(RequestFields body)
    {
        body.Refuse(
            ("tools", NoTools),
            ("functions", NoTools),
            ("logprobs", NoLogprobs),
            ("top_logprobs", NoLogprobs),
            ("audio", "generators write text"),
            ("response_format", "generators write solutions as text")
        );
        var (statement, prefix) = Messages(body);
        return Read(body, isChat: true, statement, prefix);
    }

    /// <summary>Reads <c>/v1/completions</c>: the prompt is the statement.</summary>
    public Question Completion(RequestFields body)
    {
        body.Refuse(
            ("logprobs", NoLogprobs),
            ("echo", "the prompt is not repeated"),
            ("suffix", "generators do not insert")
        );
        var prompt = body.Texts("prompt") is [var one]
            ? one
            : throw RequestFields.Wrong("prompt", "must be one string; send several prompts as several requests");
        return Read(body, isChat: false, prompt, null);
    }

    private Question Read(RequestFields body, bool isChat, string statement, string? prefix)
    {
        if (string.IsNullOrWhiteSpace(statement))
        {
            throw Refused.Invalid(isChat ? "messages" : "prompt", "There is no text to answer.");
        }

        var given = body.Text("model") is { Length: > 0 } model
            ? model
            : throw RequestFields.Wrong("model", "must name a model, such as GENERATOR+VERIFIER/best-of-16");
        var name = Name(body, given);
        if ((long)name.Samples * name.Expansions > options.Value.MostSamples)
        {
            throw Refused.Invalid(
                "model",
                $"{name.Strategy}: a request has at most {options.Value.MostSamples} candidates (Gateway:MostSamples)."
            );
        }

        int choices = (int)(body.Whole("n", 1, options.Value.MostSamples) ?? 1);
        if (choices > name.Samples)
        {
            // Without a strategy that makes candidates, n asks for samples, as at other servers.
            name =
                name.Kind == StrategyKind.Single
                    ? name with
                    {
                        Samples = choices,
                    }
                    : throw Refused.Invalid(
                        "n",
                        $"n asks for {choices} choices, and {name.Strategy} has {name.Samples} candidates."
                    );
        }

        var split = body.Split();
        bool stream = body.Flag("stream");
        return new(
            (isChat ? "chatcmpl-" : "cmpl-") + Guid.CreateVersion7(time.GetUtcNow()).ToString("n"),
            isChat,
            given,
            name,
            statement,
            prefix is null ? null : StepSplitting.Split(prefix, split == StepSplit.BlankLine),
            new(
                body.Number("temperature", 0, 100) ?? 1,
                body.Number("top_p", 1e-6, 1) ?? 1,
                (int)(
                    body.Whole("max_completion_tokens", 1, 1 << 20)
                    ?? body.Whole("max_tokens", 1, 1 << 20)
                    ?? options.Value.MaxTokens
                ),
                body.Texts("stop"),
                body.Whole("seed", long.MinValue, long.MaxValue) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
                Split: split,
                MinP: body.Number("min_p", 0, 1)
            ),
            body.Word<StepAggregation>("aggregation") ?? StepAggregation.Product,
            body.Word<NeutralPolicy>("neutral") ?? NeutralPolicy.Positive,
            choices,
            stream,
            stream && Options(body["stream_options"]),
            body.Flag("store") ? Pool(body) : null
        );
    }

    /// <summary>The name says everything, unless fields of the body say it.</summary>
    private static ModelName Name(RequestFields body, string model)
    {
        var (generator, verifier, strategy) = (body.Text("generator"), body.Text("verifier"), body.Text("strategy"));
        var samples = (int?)body.Whole("samples", 1, int.MaxValue);
        if (generator is null && verifier is null && strategy is null && samples is null)
        {
            return ModelName.Parse(model);
        }

        var named = ModelName.Parse(model);
        return ModelName.With(
            generator ?? named.Generator,
            verifier ?? named.Verifier,
            strategy ?? (verifier is not null || named.Kind == StrategyKind.Single ? null : Base(named)),
            samples ?? (named.Samples > 1 ? named.Samples : null)
        );
    }

    /// <summary>The strategy without its number, so that the body can give another one; a search keeps both of its.</summary>
    private static string Base(ModelName name) =>
        name.Kind == StrategyKind.Beam ? name.Strategy : name.Strategy[..name.Strategy.LastIndexOf('-')];

    private (string Statement, string? Prefix) Messages(RequestFields body)
    {
        if (body["messages"] is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
        {
            throw RequestFields.Wrong("messages", "must be a list of messages");
        }

        List<string> texts = [];
        string? prefix = null;
        int last = messages.GetArrayLength() - 1;
        foreach (var (place, message) in messages.EnumerateArray().Index())
        {
            string at = $"messages[{place}]";
            if (message.ValueKind != JsonValueKind.Object)
            {
                throw RequestFields.Wrong(at, "must be an object with role and content");
            }

            string text = Content(message, at);
            switch (new RequestFields(message).Text("role"))
            {
                case "system" or "developer" or "user":
                    texts.Add(text);
                    break;
                case "assistant" when place == last:
                    prefix = text;
                    break;
                default:
                    throw RequestFields.Wrong(
                        $"{at}.role",
                        "must be system, developer or user, or assistant for the last message, which is continued: a request is one problem, not a conversation"
                    );
            }
        }

        return (string.Join("\n\n", texts.Where(text => text.Length > 0)), prefix);
    }

    /// <summary>A text, or the texts of a list of parts.</summary>
    private static string Content(JsonElement message, string at)
    {
        var content = new RequestFields(message)["content"];
        return content switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.Array } parts => string.Concat(
                parts
                    .EnumerateArray()
                    .Select(part =>
                        part.ValueKind == JsonValueKind.Object
                        && new RequestFields(part) is var fields
                        && fields.Text("type") is "text"
                            ? fields.Text("text") ?? ""
                            : throw RequestFields.Wrong($"{at}.content", "may hold texts only")
                    )
            ),
            _ => throw RequestFields.Wrong($"{at}.content", "must be a text"),
        };
    }

    private static bool Options(JsonElement? options) =>
        options is { ValueKind: JsonValueKind.Object } given && new RequestFields(given).Flag("include_usage");

    private string Pool(RequestFields body)
    {
        var pool = body["metadata"] is { ValueKind: JsonValueKind.Object } metadata
            ? new RequestFields(metadata).Text("pool")
            : null;
        return pool is null ? options.Value.StorePool
            : Names.IsValid(pool) ? pool
            : throw Refused.Invalid("metadata.pool", $"'{pool}' is not a valid name for a pool: use {Names.Rule}.");
    }
}

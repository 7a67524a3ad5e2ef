using System.Collections;
using System.Text;
using Platform.Kernels.Statistics;

namespace Platform.Inference.Generation;

/// <summary>A sample in progress: a row of the batch.</summary>
internal sealed class SampleRow(
    LanguageModel model,
    SampleRequest request,
    Action<SampledText> done,
    CancellationToken cancellationToken
) : IReadOnlyList<int>
{
    private readonly List<int> _sampled = [];
    private readonly StringBuilder _text = new();
    private readonly TextDecoder _decoder = new(model.Tokenizer);
    private readonly int _limit = Math.Min(request.MaximumTokens, model.MaximumTokens - request.Prompt.Length);
    private readonly int _longestStop = request.Stop.Count == 0 ? 0 : request.Stop.Max(s => s.Length);

    // Samples of different problems with the same seed must not share random numbers.
    private SplitMix _chance = SplitMix.For(request.Seed, Hash(request.Prompt));

    public int[] Prompt => request.Prompt;

    /// <summary>Whether it goes before samples that are not interactive.</summary>
    public bool Interactive { get; init; }

    /// <summary>False once the sample is complete or has been cancelled.</summary>
    public bool Alive { get; private set; } = true;

    /// <summary>Tokens of prompt and sample; 0 once the sample is complete.</summary>
    public int Count => Alive ? Prompt.Length + _sampled.Count : 0;

    /// <summary>The id at a position of prompt and sample.</summary>
    public int this[int position] => position < Prompt.Length ? Prompt[position] : _sampled[position - Prompt.Length];

    /// <summary>Why this cannot be sampled at all; null if it can.</summary>
    public string? Refusal =>
        Prompt.Length == 0 ? "the prompt has no tokens"
        : request.MaximumTokens < 1 ? "at least one token must be wanted"
        : _limit < 1 ? $"the prompt has {Prompt.Length} tokens, the model takes {model.MaximumTokens} with the solution"
        : null;

    /// <summary>Samples the next token.</summary>
    public void Take(ReadOnlySpan<float> logits, NextToken choice)
    {
        if (!Alive || LeftAlone())
        {
            return;
        }

        var token =
            request.Temperature > 0
                ? choice.Draw(logits, request.Temperature, request.TopP, request.MinP, _chance.Uniform())
                : NextToken.Greedy(logits);
        if (token < 0)
        {
            Fail("the model gave logits that are no numbers");
            return;
        }
        _sampled.Add(token);
        if (model.End.Contains(token))
        {
            End(_decoder.End(), finished: true);
        }
        else if (Stopped(token))
        {
            End("", finished: true, stopped: true);
        }
        else if (_sampled.Count >= _limit)
        {
            End(_decoder.End(), finished: false);
        }
    }

    public void Fail(string reason)
    {
        if (!Alive)
        {
            return;
        }

        Alive = false;
        done(new SampledText(_text.ToString(), _sampled.Count, false, reason));
    }

    /// <summary>Whether the caller has cancelled the sample.</summary>
    public bool LeftAlone()
    {
        if (cancellationToken.IsCancellationRequested)
        {
            Alive = false;
        }

        return !Alive;
    }

    private bool Stopped(int token)
    {
        var before = _text.Length;
        var added = _decoder.Next(token);
        _text.Append(added);
        if (request.IsComplete is { } isComplete && added.Contains('\n') && isComplete(_text.ToString()))
        {
            return true;
        }

        if (_longestStop == 0 || _text.Length == before)
        {
            return false;
        }

        var start = Math.Max(0, before - _longestStop + 1);
        var tail = _text.ToString(start, _text.Length - start);
        var stop = request.Stop.Select(s => tail.IndexOf(s, StringComparison.Ordinal)).Where(i => i >= 0).ToList();
        if (stop.Count > 0)
        {
            _text.Length = start + stop.Min();
        }

        return stop.Count > 0;
    }

    private void End(ReadOnlySpan<char> rest, bool finished, bool stopped = false)
    {
        Alive = false;
        _text.Append(rest);
        done(new SampledText(_text.ToString(), _sampled.Count, finished, null, stopped));
    }

    public IEnumerator<int> GetEnumerator() => Prompt.Concat(_sampled).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>FNV-1a over the ids.</summary>
    private static long Hash(int[] ids)
    {
        var hash = 14695981039346656037UL;
        foreach (var id in ids)
        {
            hash = (hash ^ (uint)id) * 1099511628211UL;
        }

        return (long)hash;
    }
}

/// <summary>A request for one sample.</summary>
/// <param name="Prompt">The prompt's tokens. Samples that share one array share its prefill.</param>
/// <param name="Seed">Determines the sample, together with the prompt and the model.</param>
/// <param name="Temperature">Softmax temperature; 0: always the likeliest token.</param>
/// <param name="TopP">Nucleus mass, (0, 1].</param>
/// <param name="MaximumTokens">Maximum number of tokens to sample, the end token included.</param>
/// <param name="Stop">Texts that end the sample; they are not part of it.</param>
/// <param name="MinP">Tokens less likely than this fraction of the likeliest are never sampled, [0, 1].</param>
/// <param name="IsComplete">
/// Asked with the text so far whenever a token has ended a line; true ends the sample. Null: never asked.
/// </param>
public sealed record SampleRequest(
    int[] Prompt,
    long Seed,
    double Temperature,
    double TopP,
    int MaximumTokens,
    IReadOnlyList<string> Stop,
    double MinP = 0,
    Func<string, bool>? IsComplete = null
);

/// <summary>A sample that a model generated.</summary>
/// <param name="Text">The text, without the end token and the stop text.</param>
/// <param name="Tokens">Tokens sampled, the end token included.</param>
/// <param name="Finished">False when a limit cut it off.</param>
/// <param name="Failure">The error that ended sampling; null if there was none.</param>
/// <param name="Stopped">
/// True when a stop text or <see cref="SampleRequest.IsComplete"/> ended it, and not the model.
/// </param>
public sealed record SampledText(string Text, int Tokens, bool Finished, string? Failure, bool Stopped = false);

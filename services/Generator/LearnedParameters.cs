namespace Platform.Generator;

/// <summary>What the server's refusals have taught, for all later requests.</summary>
internal sealed class LearnedParameters
{
    private volatile bool _maxCompletionTokens;

    /// <summary>The server takes <c>max_completion_tokens</c> in place of <c>max_tokens</c>.</summary>
    public bool MaxCompletionTokens
    {
        get => _maxCompletionTokens;
        set => _maxCompletionTokens = value;
    }
}

namespace Platform.Generator;

/// <summary>A server's response has no completion; the message says why, without the server's name.</summary>
internal sealed class NoCompletionException(string message) : Exception(message)
{
    /// <summary>The same request may succeed later.</summary>
    public bool MayPass { get; init; }

    /// <summary>The wait that the server asks for.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The server understood the request but rejects it as it is.</summary>
    public bool IsUnfit { get; init; }

    /// <summary>The server rejects the parameter <c>max_tokens</c> in favour of <c>max_completion_tokens</c>.</summary>
    public bool WantsMaxCompletionTokens { get; init; }
}

namespace Platform.Networks;

/// <summary>Names of a graph's inputs and outputs.</summary>
public static class GraphNames
{
    /// <summary>Token ids, [batch, sequence].</summary>
    public const string InputIds = "input_ids";

    /// <summary>1 for tokens, 0 for padding, [batch, past + sequence].</summary>
    public const string AttentionMask = "attention_mask";

    /// <summary>Positions of the tokens, [batch, sequence].</summary>
    public const string PositionIds = "position_ids";

    /// <summary>The ids before the first token, [batch, n-gram - 1].</summary>
    public const string PastInputIds = "past_input_ids";

    /// <summary>[batch, sequence, classes or vocabulary].</summary>
    public const string Logits = "logits";
}

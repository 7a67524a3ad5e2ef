namespace Platform.Inference.Generation;

/// <summary>The rows that a decode loop runs together, with their KV cache. Not thread-safe.</summary>
internal abstract class RowBatch
{
    /// <summary>The rows by their places in the batch; complete ones stay until <see cref="Change"/>.</summary>
    public List<SampleRow> Rows { get; } = [];

    /// <summary>Rows that are not complete.</summary>
    public IEnumerable<SampleRow> Alive => Rows.Where(row => row.Alive);

    /// <summary>A batch for this decoder's kind of KV cache.</summary>
    /// <param name="model">Gives the decoder and the longest sequence.</param>
    /// <param name="places">Maximum number of rows.</param>
    public static RowBatch For(LanguageModel model, int places) =>
        model.Decoder.InPlace
            ? new InPlaceBatch(model.Decoder, places, model.MaximumTokens)
            : new GrowingBatch(model.Decoder, places);

    /// <summary>Number of rows that may join now.</summary>
    public abstract int Free { get; }

    /// <summary>Whether a row can join those that are not complete.</summary>
    /// <param name="promptTokens">Tokens of its prompt.</param>
    /// <param name="neighbour">A row that joins with it; null: it is the first.</param>
    public abstract bool Takes(int promptTokens, SampleRow? neighbour);

    /// <summary>Removes complete rows and adds others, at most <see cref="Free"/>, whose prompts are in the KV caches given.</summary>
    public abstract void Change(IReadOnlyList<(SampleRow Row, KeyValueBlock Prompt)> joining);

    /// <summary>Feeds every row's last token.</summary>
    public abstract Logits Next();

    /// <summary>Tokens of a row that are in the KV cache: all but the last.</summary>
    protected static int Cached(SampleRow row) => row.Count - 1;
}

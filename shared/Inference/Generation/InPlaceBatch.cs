namespace Platform.Inference.Generation;

/// <summary>
/// Rows whose KV cache the decoder writes in place. A row costs what its own tokens cost: a complete row's place goes to a
/// waiting row, or to the last row of the batch, and only that row is copied.
/// </summary>
internal sealed class InPlaceBatch(Decoder decoder, int places, int maximumTokens) : RowBatch
{
    private KeyValueBlock _cache = decoder.Block();

    public override int Free => places - Alive.Count();

    public override bool Takes(int promptTokens, SampleRow? neighbour) => true;

    public override void Change(IReadOnlyList<(SampleRow Row, KeyValueBlock Prompt)> joining)
    {
        var next = 0;
        Reserve(
            Math.Max(Rows.Count, Alive.Count() + joining.Count),
            joining.Select(joined => joined.Row.Count).DefaultIfEmpty().Max()
        );
        for (var place = 0; place < Rows.Count; place++)
        {
            if (!Rows[place].Alive)
            {
                if (next < joining.Count)
                {
                    Put(place, joining[next++]);
                }
                else
                {
                    Close(place--);
                }
            }
        }

        for (; next < joining.Count; next++)
        {
            Rows.Add(joining[next].Row);
            Put(Rows.Count - 1, joining[next]);
        }
    }

    public override Logits Next()
    {
        Reserve(Rows.Count, Rows.Max(row => row.Count));
        _cache.Show(Rows.Count);
        return decoder.Next(Rows, _cache, _cache);
    }

    private void Put(int place, (SampleRow Row, KeyValueBlock Prompt) joined)
    {
        Rows[place] = joined.Row;
        _cache.Put(place, joined.Prompt, 0, Cached(joined.Row));
    }

    /// <summary>The last row takes a complete row's place.</summary>
    private void Close(int place)
    {
        var last = Rows.Count - 1;
        if (place < last && Rows[last].Alive)
        {
            _cache.Put(place, _cache, last, Cached(Rows[last]));
        }

        Rows[place] = Rows[last];
        Rows.RemoveAt(last);
    }

    /// <summary>Makes room, with some to spare, since it copies every row.</summary>
    private void Reserve(int rows, int tokens)
    {
        if (rows <= _cache.Room && tokens <= _cache.Length)
        {
            return;
        }

        var larger = decoder.Block();
        larger.Reserve(
            rows <= _cache.Room ? _cache.Room : Math.Max(rows, Math.Min(places, 2 * _cache.Room)),
            tokens <= _cache.Length
                ? _cache.Length
                : Math.Max(tokens, Math.Min(maximumTokens, tokens + tokens / 4 + 32))
        );
        foreach (var (place, row) in Rows.Index())
        {
            if (row.Alive)
            {
                larger.Put(place, _cache, place, Cached(row));
            }
        }

        _cache.Dispose();
        _cache = larger;
    }
}

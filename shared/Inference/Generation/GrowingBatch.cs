namespace Platform.Inference.Generation;

/// <summary>
/// Rows whose KV cache grows by a token per step, which copies it within the graph: the output of one step is the input of the
/// next. The cache of every row is as long as that of the longest.
/// </summary>
internal sealed class GrowingBatch(Decoder decoder, int places) : RowBatch
{
    private KeyValueBlock _past = decoder.Block();
    private KeyValueBlock _present = decoder.Block();

    /// <summary>
    /// A waiting row takes the place of a complete one at once. Rebuilding the batch copies the whole KV cache, as every step
    /// does within the graph, so it waits until that frees an eighth of the places or a quarter of the length.
    /// </summary>
    public override int Free => Anew([.. Alive]) ? places - Alive.Count() : Rows.Count - Alive.Count();

    /// <summary>A graph that cannot skip padding runs rows of one length only.</summary>
    public override bool Takes(int promptTokens, SampleRow? neighbour) =>
        decoder.Pads || (Alive.FirstOrDefault() ?? neighbour) is not { } row || Cached(row) == promptTokens;

    public override void Change(IReadOnlyList<(SampleRow Row, KeyValueBlock Prompt)> joining)
    {
        var alive = Alive.ToList();
        var dead = Rows.Count - alive.Count;
        if (joining.Count == 0 && dead * 8 < Math.Max(1, Rows.Count))
        {
            return;
        }

        var rebuilds =
            joining.Count == 0
            || joining.Count > dead
            || Anew(alive)
            || Longest(joining.Select(joined => joined.Row)) > _past.Length;
        if (rebuilds)
        {
            Pack(alive, joining);
        }
        else
        {
            Replace(joining);
        }
    }

    public override Logits Next()
    {
        _present.Shape(Rows.Count, _past.Length + 1);
        var logits = decoder.Next(Rows, _past, _present);
        (_past, _present) = (_present, _past);
        return logits;
    }

    private bool Anew(List<SampleRow> alive) =>
        alive.Count == 0 || (places - Rows.Count) * 8 >= places || Longest(alive) * 4 <= _past.Length * 3;

    /// <summary>Tokens in the KV cache of the longest row.</summary>
    private static int Longest(IEnumerable<SampleRow> rows) => rows.Select(Cached).DefaultIfEmpty().Max();

    private void Replace(IReadOnlyList<(SampleRow Row, KeyValueBlock Prompt)> joining)
    {
        var place = 0;
        foreach (var (row, prompt) in joining)
        {
            while (Rows[place].Alive)
            {
                place++;
            }

            Rows[place] = row;
            _past.Take(place, prompt, 0, Cached(row));
        }
    }

    /// <summary>Packs the rows that stay and those that join into a batch just long enough for the longest.</summary>
    private void Pack(List<SampleRow> staying, IReadOnlyList<(SampleRow Row, KeyValueBlock Prompt)> joining)
    {
        List<SampleRow> rows = [.. staying, .. joining.Select(joined => joined.Row)];
        if (rows.Count > 0)
        {
            _present.Shape(rows.Count, Longest(rows));
        }

        for (var i = 0; i < staying.Count; i++)
        {
            _present.Take(i, _past, Rows.IndexOf(staying[i]), Cached(staying[i]));
        }

        for (var i = 0; i < joining.Count; i++)
        {
            _present.Take(staying.Count + i, joining[i].Prompt, 0, Cached(joining[i].Row));
        }

        (_past, _present) = (_present, _past);
        Rows.Clear();
        Rows.AddRange(rows);
    }
}

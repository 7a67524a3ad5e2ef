using Platform.Inference;
using Platform.Inference.Generation;

namespace Platform.UnitTests.Inference.Generation;

/// <summary>The loop with a KV cache that is written in place.</summary>
public sealed class InPlaceDecodeLoopTests(TrainedLanguageModel trained)
    : DecodeLoopTests(trained),
        IClassFixture<TrainedLanguageModel>
{
    private readonly TrainedLanguageModel _trained = trained;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_row_has_the_same_bits_in_every_batch(int threads)
    {
        using var model = LanguageModel.Load(_trained.Folder, new(Provider.Cpu, threads));
        Assert.True(model.Decoder.InPlace);
        int[][] rows =
        [
            .. Enumerable.Range(0, 37).Select(i => model.Prompt(Statements[i % 5] + new string('1', i % 9))),
        ];
        var alone = rows.Select(row => Next(model.Decoder, [row], row.Length)[0]).ToList();
        Assert.Equal(alone, Next(model.Decoder, rows, rows.Max(row => row.Length)));
        Assert.Equal(alone[5..12], Next(model.Decoder, rows[5..12], model.MaximumTokens));
        rows.AsSpan().Reverse();
        Assert.Equal(alone, Next(model.Decoder, rows, 45).AsEnumerable().Reverse());
    }

    [Fact]
    public void Equal_prompts_are_prefilled_once_while_samples_wait_for_them()
    {
        var prompts = new WaitingPrompts(Model.Decoder);
        int[][] same = [Model.Prompt(Statements[0]), Model.Prompt(Statements[0])];
        var other = Model.Prompt(Statements[1]);
        foreach (var prompt in (int[][])[.. same, other])
        {
            prompts.Add(prompt);
        }

        var (logits, block) = prompts.Read(same[0]);
        Assert.Same(block, prompts.Read(same[1]).Block);
        Assert.NotSame(block, prompts.Read(other).Block);

        prompts.Remove(same[0]);
        Assert.Same(block, prompts.Read(same[1]).Block);
        prompts.Remove(same[1]);
        prompts.Add(same[0]);
        var again = prompts.Read(same[0]);
        Assert.NotSame(block, again.Block);
        Assert.Equal(logits, again.Logits);
    }

    /// <summary>The logits after each row's last token, in a cache with room for this many tokens.</summary>
    private static List<float[]> Next(Decoder decoder, int[][] rows, int room)
    {
        var cache = decoder.Block();
        cache.Reserve(rows.Length, room);
        foreach (var (place, row) in rows.Index())
        {
            var own = decoder.Block();
            decoder.Read(row[..^1], own);
            cache.Put(place, own, 0, row.Length - 1);
        }
        using var logits = decoder.Next(rows, cache, cache);
        return [.. Enumerable.Range(0, rows.Length).Select(row => logits.Row(row).ToArray())];
    }
}

using System.Text;
using System.Text.Json;
using Platform.Contracts;
using Refit;

namespace Platform.FunctionalTests.Pools;

public sealed class LabelTests(SharedPlatform platform)
{
    private const string Lines = """
        {"id":"a","problem":"Ann has 12. Tom has twice as many as Ann. Eve has 4. How many has Tom?","answer":"24","solutions":[{"steps":["Eve = 4","Ann = 12","Tom = 12 * 2 = 24","# Answer\n24"],"labels":[1,0,-1]},{"steps":["Tom = 12 + 2 = 14","# Answer\n14"]}]}
        {"id":"b","problem":"Use the four numbers 4 5 6 10, each exactly once, with + - * / and parentheses to make 24.","solutions":[{"steps":["10 - 4 = 6 (left: 5 6 6)","6 / 6 = 1 (left: 1 5)","x"],"finished":false}]}
        {"id":"c","problem":"What is love?","answer":"1","subject":"songs","level":3,"solutions":[{"steps":["Baby","# Answer\n1"],"model":"haddaway"},{"steps":["?"],"answer":"2","correct":true}]}
        {"id":"d","problem":"Nobody has tried."}
        """;

    [Fact]
    public async Task The_oracle_labels_what_it_knows_and_a_repetition_changes_nothing()
    {
        var token = TestContext.Current.CancellationToken;
        await platform.Import("labelled", new MemoryStream(Encoding.UTF8.GetBytes(Lines)));

        var first = await platform.Dataset.Label("labelled", new LabelPool("oracle"), token);
        var again = await platform.Dataset.Label("labelled", new LabelPool("oracle"), token);

        Assert.Equal(("labelled", 5, 2), (first.Pool, first.Solutions, first.Unknown));
        Assert.Equal(
            [
                new LabelCounts("oracle:game24-1", 1, 1, 1, 0, 1, 1, 0),
                new LabelCounts("oracle:synthetic-1", 2, 2, 3, 1, 1, 1, 1),
            ],
            first.Labellers
        );
        Assert.Equal(first.Labellers.Select(l => l with { Added = 0 }), again.Labellers);
        Assert.Equal(first.Unknown, again.Unknown);
    }

    [Fact]
    public async Task An_exported_pool_is_the_same_pool_again_and_has_the_labels_asked_for()
    {
        var token = TestContext.Current.CancellationToken;
        await platform.Import("exported", new MemoryStream(Encoding.UTF8.GetBytes(Lines)));
        await platform.Dataset.Label("exported", new LabelPool("oracle"), token);

        var own = await Export("exported", null);
        var oracles = await Export("exported", "oracle");
        var result = await platform.Import("exported-again", new MemoryStream(Encoding.UTF8.GetBytes(own)));
        var unchanged = await platform.Import("exported", new MemoryStream(Encoding.UTF8.GetBytes(own)));

        Assert.Equal((4, 5, 0), (result.Problems, result.Solutions, result.ErrorCount));
        Assert.Equal(
            (0, 0, 5, 0),
            (unchanged.Problems, unchanged.Solutions, unchanged.Unchanged, unchanged.ErrorCount)
        );
        Assert.Equal(own, await Export("exported-again", null));
        Assert.Equal(
            [
                ["1", "0", "-1", "null"],
                [],
                [],
                [],
                [],
            ],
            Labels(own)
        );
        Assert.Equal(
            [
                ["0", "1", "1", "1"],
                ["-1", "null"],
                ["1", "-1", "null"],
                [],
                [],
            ],
            Labels(oracles)
        );
    }

    [Fact]
    public async Task Who_cannot_label_is_told()
    {
        var token = TestContext.Current.CancellationToken;
        await platform.Import("mislabelled", new MemoryStream(Encoding.UTF8.GetBytes(Lines)));
        var nobody = await Assert.ThrowsAnyAsync<ApiException>(() =>
            platform.Dataset.Label("mislabelled", new LabelPool("me"), token)
        );
        var nowhere = await Assert.ThrowsAnyAsync<ApiException>(() =>
            platform.Dataset.Label("there-is-none", new LabelPool("oracle"), token)
        );
        Assert.Contains("the only labeller is 'oracle'", nobody.Content);
        Assert.Contains("There is no pool", nowhere.Content);
    }

    private async Task<string> Export(string pool, string? labeller)
    {
        await using var stream = await platform.Dataset.Export(pool, labeller, TestContext.Current.CancellationToken);
        return await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static List<List<string>> Labels(string lines) =>
        [
            .. lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(line =>
                    JsonDocument.Parse(line).RootElement.GetProperty("solutions").EnumerateArray().ToList()
                )
                .Select(s =>
                    s.TryGetProperty("labels", out var labels)
                        ? labels.EnumerateArray().Select(l => l.GetRawText()).ToList()
                        : []
                ),
        ];
}

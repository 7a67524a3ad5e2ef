using System.Net;
using System.Text;
using Refit;

namespace Platform.FunctionalTests.Pools;

public sealed class OverlapTests(SharedPlatform platform)
{
    [Fact]
    public async Task An_import_leaves_out_or_refuses_what_a_named_pool_has_and_counts_it()
    {
        var token = TestContext.Current.CancellationToken;
        await platform.Import("overlap-test", File("""{"problem":"What is $1+1$?","answer":"2"}"""));
        const string Lines = """
            {"problem":"what is 1 + 1 ?","answer":"2"}
            {"problem":"What is 1+2?","answer":"3"}
            """;

        var left = await platform.Dataset.ImportWithout("overlap", null, ["overlap-test"], false, File(Lines), token);
        var refused = await platform.Dataset.ImportWithout("overlap", null, ["overlap-test"], true, File(Lines), token);
        var nowhere = await Assert.ThrowsAnyAsync<ApiException>(() =>
            platform.Dataset.ImportWithout("overlap", null, ["nowhere-at-all"], false, File(Lines), token)
        );

        Assert.Equal((1, 0), (left.Problems, left.ErrorCount));
        Assert.Equal([new("overlap-test", 1)], left.LeftOut!);
        Assert.Equal((0, 1), (refused.Problems, refused.ErrorCount));
        Assert.Equal(HttpStatusCode.BadRequest, nowhere.StatusCode);
        Assert.Contains("no pool 'nowhere-at-all'", nowhere.Content);
        Assert.Equal(1, (await platform.Dataset.GetPool("overlap", token)).Problems);
    }

    private static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));
}

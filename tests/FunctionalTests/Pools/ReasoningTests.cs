using System.Text;

namespace Platform.FunctionalTests.Pools;

public sealed class ReasoningTests(SharedPlatform platform)
{
    [Fact]
    public async Task Reasoning_is_stored_apart_from_the_steps_and_exported_again()
    {
        const string Problem = """
            {"id":"p","problem":"3 + 4?","answer":"7","solutions":[{"text":"<think>\\boxed{8}?</think>\nThe answer is 7."},{"text":"<think>\\boxed{7}</think>I do not know."},{"text":"<think>\\boxed{7}</think>"}]}
            """;
        var token = TestContext.Current.CancellationToken;
        await platform.Import("reasoned", new MemoryStream(Encoding.UTF8.GetBytes(Problem)));

        await using var exported = await platform.Dataset.Export("reasoned", null, token);
        var text = await new StreamReader(exported).ReadToEndAsync(token);
        var again = await platform.Import("reasoned-again", new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var regraded = await platform.Dataset.Regrade("reasoned", "prm800k", dryRun: false, token);
        var pool = await platform.Dataset.GetPool("reasoned-again", token);

        Assert.Contains("""{"sample":0,"steps":["The answer is 7."],"reasoning":"\\boxed{8}?"}""", text);
        Assert.Contains("""{"sample":2,"steps":[],"reasoning":"\\boxed{7}"}""", text);
        Assert.Equal((3, 0), (again.Solutions, again.ErrorCount));
        Assert.Equal(2, pool.Correct);
        Assert.Equal((3, 0), (regraded.Judged, regraded.ChangeCount));
    }
}

using System.Text;

namespace Platform.FunctionalTests.Pools;

public sealed class RegradeTests(SharedPlatform platform)
{
    [Fact]
    public async Task Another_policy_changes_verdicts_without_generating_anything()
    {
        const string Problem = """
            {"problem":"Half of one?","answer":"1/2","solutions":[{"text":"# Answer\n1/2"},{"text":"# Answer\n2/4"},{"text":"# Answer\n3"},{"text":"I do not know."}]}
            """;
        var token = TestContext.Current.CancellationToken;
        await platform.Import("regraded", new MemoryStream(Encoding.UTF8.GetBytes(Problem)));
        var before = await platform.Dataset.GetPool("regraded", token);

        var tried = await platform.Dataset.Regrade("regraded", "mathematical", dryRun: true, token);
        var untouched = await platform.Dataset.GetPool("regraded", token);
        var done = await platform.Dataset.Regrade("regraded", "mathematical", dryRun: false, token);
        var after = await platform.Dataset.GetPool("regraded", token);
        var again = await platform.Dataset.Regrade("regraded", "mathematical", dryRun: false, token);

        var change = Assert.Single(tried.Changes);
        Assert.Equal(("2/4", "1/2", false, true), (change.Given, change.Truth, change.Was, change.Is));
        Assert.StartsWith("prm800k/", change.By);
        var disagreement = Assert.Single(tried.Disagreements);
        Assert.Equal((1, false, true), (disagreement.Sample, disagreement.Prm800k, disagreement.Mathematical));
        Assert.Equivalent(before, untouched);
        Assert.Equal((1, 4, 4), (done.ChangeCount, done.Solutions, done.Judged));
        Assert.StartsWith("mathematical/", done.Grader);
        Assert.Equal((before.Correct + 1, before.Revision + 1), (after.Correct, after.Revision));
        Assert.Equal(0, again.ChangeCount);
        Assert.Equivalent(after, await platform.Dataset.GetPool("regraded", token));
    }
}

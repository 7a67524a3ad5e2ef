using System.Text;

namespace Platform.FunctionalTests.Evaluations;

public sealed class GenerationTests(SharedPlatform platform)
{
    [Fact]
    public async Task Missing_samples_are_generated_graded_and_evaluated()
    {
        platform.Completions.Text = (_, seed, place) => $"We add.\nThat is all.\n# Answer\n{(seed + place) % 2 + 3}";
        const string Problems = """
            {"problem":"What is 1 + 2?","answer":"3","solutions":[]}
            {"problem":"What is 2 + 2?","answer":"4","solutions":[]}
            """;
        await platform.Import("to-generate", new MemoryStream(Encoding.UTF8.GetBytes(Problems)));

        var report = await platform.Report(await platform.Submit("to-generate", ["prm-maths"], samples: 20));
        var pool = await platform.Dataset.GetPool("to-generate", TestContext.Current.CancellationToken);

        Assert.Equal((2, 40, 40, 20), (pool.Problems, pool.Solutions, pool.Finished, pool.Correct));
        Assert.Equal(0.5, report.At("pass", 1), 9);
        Assert.Equal(1, report.At("pass", 20), 9);
        Assert.Contains(report.Strategies, s => s.Name == "prm.product");
    }

    [Fact]
    public async Task A_server_that_refuses_ends_the_evaluation_with_its_reason()
    {
        platform.Completions.Always = r =>
            r.Prompt.Contains("refuse me", StringComparison.Ordinal)
                ? Tests.OpenAiServer.Refuse(400, """{"error":{"message":"no such model"}}""")
                : null;
        const string Problem = """{"problem":"Please refuse me.","answer":"3","solutions":[]}""";
        await platform.Import("refused", new MemoryStream(Encoding.UTF8.GetBytes(Problem)));

        var status = await platform.End(await platform.Submit("refused", samples: 2));

        Assert.Equal("failed", status.State);
        Assert.Contains(status.Reasons, r => r.Contains("no such model", StringComparison.Ordinal));
    }
}

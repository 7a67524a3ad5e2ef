using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Platform.Contracts;
using Platform.FunctionalTests.Selections;
using Refit;

namespace Platform.FunctionalTests.Workbench;

/// <summary>Twenty labellers at once with ten thousand ratings, whose requests break off at random, while Dataset is killed.</summary>
public sealed class ManyLabellersTests(SharedPlatform platform)
{
    private const int Labellers = 20;
    private const int Problems = 100;
    private const int Samples = 9;
    private const int Steps = 20;

    /// <summary>Number of ratings that the protocol asks for.</summary>
    private static readonly int Ratings = Enumerable
        .Range(0, Problems)
        .Sum(p => Enumerable.Range(0, Samples).Sum(s => Expected(p, s).OfType<int>().Count()));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 480_000)]
    public async Task No_rating_is_lost_and_no_solution_labelled_twice()
    {
        await platform.Import("many-hands", new MemoryStream(Encoding.UTF8.GetBytes(Pool())));
        var round = await platform.Label(new(null, "people", Pool: "many-hands"));
        await platform.Poll(
            "The round",
            c => platform.Dataset.GetRounds(c),
            r => r.Any(x => x.Id == round && x.Tasks == Problems * Samples)
        );

        int ended = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, Labellers)
                .Select(async i =>
                {
                    var chance = new Random(i);
                    while (await Next(round, $"hand-{i}", chance) is { } task)
                    {
                        await Label(task, $"hand-{i}", chance);
                        if (Interlocked.Increment(ref ended) == Problems * Samples / 3)
                        {
                            platform.Kill("dataset");
                        }
                    }
                })
        );

        Assert.InRange(Ratings, 10_000, 11_000);
        var result = await platform.Labelled(round);
        var labellers = (await platform.Dataset.GetRound(round, Token)).Labellers;
        Assert.Equal((Problems * Samples, Ratings), (labellers.Sum(l => l.Finished), labellers.Sum(l => l.Ratings)));
        Assert.Equal(Ratings, result.Labellers.Sum(l => l.Positive + l.Negative));
        Assert.Equal((Problems * Samples, 0), (result.Solutions, result.Unknown));
        Assert.Equal(Problems * Samples, result.Labellers.Sum(l => l.Solutions));
        Assert.Equal(Problems * Samples, result.Labellers.Sum(l => l.Added));
        await using var export = await platform.Dataset.Export("many-hands", "person", Token);
        using var reader = new StreamReader(export);
        for (int problem = 0; await reader.ReadLineAsync(Token) is { } text; problem++)
        {
            using var line = JsonDocument.Parse(text);
            var solutions = line.RootElement.GetProperty("solutions").EnumerateArray().ToList();
            for (int sample = 0; sample < Samples; sample++)
            {
                Assert.Equal(
                    JsonSerializer.Serialize(Expected(problem, sample)),
                    solutions[sample].GetProperty("labels").GetRawText()
                );
            }
        }
    }

    /// <summary>Steps are named by problem, sample and step, and the first bad one follows from them.</summary>
    private static int FirstBad(int problem, int sample) => ((problem * 7) + (sample * 3)) % (Steps + 2);

    private static int?[] Expected(int problem, int sample) =>
        [
            .. Enumerable
                .Range(0, Steps)
                .Select(s =>
                    s < FirstBad(problem, sample) ? 1
                    : s == FirstBad(problem, sample) ? -1
                    : (int?)null
                ),
        ];

    private static string Pool() =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, Problems)
                .Select(p =>
                    JsonSerializer.Serialize(
                        new
                        {
                            id = $"{p:D3}",
                            problem = $"Problem {p}",
                            answer = "1",
                            solutions = Enumerable
                                .Range(0, Samples)
                                .Select(s => new
                                {
                                    steps = Enumerable.Range(0, Steps).Select(i => $"{p}/{s}/{i}"),
                                    answer = "1",
                                }),
                        }
                    )
                )
        );

    private async Task<LabellingTask?> Next(Guid round, string name, Random chance)
    {
        LabellingTask? task = null;
        await Persist(
            chance,
            async c =>
            {
                using var answer = await platform.Dataset.TakeTask(new(name, round), c);
                if (answer.Error is { } error)
                {
                    throw error;
                }

                task = answer.Content;
            }
        );
        return task;
    }

    private async Task Label(LabellingTask task, string name, Random chance)
    {
        int[] place = [.. task.Steps[0].Split('/').Select(int.Parse)];
        var ratings = Expected(place[0], place[1]).OfType<int>().ToList();
        for (int step = 0; step < ratings.Count; step++)
        {
            await Persist(chance, c => platform.Dataset.RateStep(task.Id, step, new(name, ratings[step]), c));
        }

        await Persist(chance, c => platform.Dataset.EndTask(task.Id, new(name, TaskEnding.Finished, Seconds: 1), c));
    }

    /// <summary>Sends a request until it is answered; one in five is broken off on the way, and then sent again.</summary>
    private static async Task Persist(Random chance, Func<CancellationToken, Task> send)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(3))
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(Token);
            if (chance.Next(5) == 0)
            {
                cut.CancelAfter(TimeSpan.FromMilliseconds(chance.Next(1, 8)));
            }

            try
            {
                await send(cut.Token);
                return;
            }
            catch (Exception e)
                when (e is HttpRequestException or OperationCanceledException
                    || e is ApiException { StatusCode: >= (System.Net.HttpStatusCode)500 }
                    || e
                        is ApiException
                        {
                            InnerException: OperationCanceledException or IOException or HttpRequestException
                        }
                )
            {
                // Dataset is being started again, or this request was cut. Refit reports a body that breaks off as an
                // answer that cannot be read.
                await Task.Delay(20, Token);
            }
        }

        throw new TimeoutException("Dataset did not come back.");
    }
}

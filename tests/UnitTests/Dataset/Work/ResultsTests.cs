using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Models;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.Dataset.Work;

/// <summary>Workers' replies, recorded on a real Postgres: repeated, late, or with content that must never occur.</summary>
public sealed class ResultsTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly SampleSource Source = new("m", "s", 1, 1, StepSplit.Newline);

    private readonly Guid job = Guid.CreateVersion7();
    private DatasetUnderTest dataset = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        dataset = await DatasetUnderTest.Start(
            server,
            services => services.AddSingleton<FileStore>().AddScoped<ModelRegistry>().AddEvaluations(),
            bus => bus.AddEvaluations()
        );
        await dataset.Execute(
            """
            insert into dataset.pools (id, name, format, revision, created) values (1, 'p', 'pool', 0, now());
            insert into dataset.problems (id, pool_id, key, ordinal, statement, truth) values (1, 1, 'k', 0, '1 + 1?', '2');
            insert into dataset.models (id, name, version, kind, classes, registered) values (1, 'm', 'v', 'process', '{positive}', now());
            insert into dataset.solutions (id, problem_id, sample, steps, finished) values (1, 1, 0, '{a}', true), (2, 1, 1, '{b}', true);
            insert into dataset.jobs (id, kind, state, stage, request, reasons, submitted, announced)
            values (@job, 'evaluation', 'running', 'score', '{}', '{}', now(), false);
            insert into dataset.evaluations (job_id, pool_id, pool_name, models, sampling, seed)
            values (@job, 1, 'p', '{m}', '{}', 0);
            insert into dataset.work_items (id, job_id, kind, problem_id, model_id, solution_ids, count, state, lease_until)
            values (1, @job, 'score', 1, 1, '{1,2}', 2, 'published', now() + interval '1 minute');
            insert into dataset.work_items (id, job_id, kind, problem_id, first_sample, count, state, lease_until)
            values (2, @job, 'generate', 1, 2, 2, 'published', now() + interval '1 minute');
            """,
            new { job }
        );
    }

    public ValueTask DisposeAsync() => dataset.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task Scores_that_come_twice_are_stored_once_as_the_first_said()
    {
        var first = new SolutionsScored(
            "v",
            [
                new(
                    1,
                    [
                        [0.5],
                    ],
                    null
                ),
                new(2, null, "too long"),
            ],
            1.5,
            9
        );
        await Record(first, 1);
        await Record(
            first with
            {
                Solutions =
                [
                    new(
                        1,
                        [
                            [0.9],
                        ],
                        null
                    ),
                    new(
                        2,
                        [
                            [0.1],
                        ],
                        null
                    ),
                ],
            },
            1
        );

        Assert.Equal(
            ["1 {0.5} ", "2  too long"],
            await dataset.Values<string>(
                "select solution_id || ' ' || coalesce(probabilities::text, '') || ' ' || coalesce(failure, '') from dataset.scores order by 1"
            )
        );
        Assert.Equal(
            "done 1",
            await dataset.Value<string>("select state || ' ' || failed from dataset.work_items where id = 1")
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Scores_that_no_scorer_may_send_are_failures_with_a_reason()
    {
        await Record(
            new SolutionsScored(
                "v",
                [
                    new(1, [], null),
                    new(
                        2,
                        [
                            [1],
                            [1, 2],
                        ],
                        null
                    ),
                    new(
                        3,
                        [
                            [1],
                        ],
                        null
                    ),
                ],
                0,
                0
            ),
            1
        );

        Assert.Equal(
            [
                "1 the scorer sent neither scores nor a reason",
                "2 the scorer sent scores that are not finite or not of one width",
            ],
            await dataset.Values<string>("select solution_id || ' ' || failure from dataset.scores order by 1")
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Generated_solutions_are_graded_and_the_first_of_a_sample_stays()
    {
        await Record(
            new SolutionsGenerated(
                [new(2, ["# Answer\n2"], true, Source), new(3, ["# Answer\n5"], true, Source)],
                null
            ),
            2
        );
        await Record(new SolutionsGenerated([new(2, ["# Answer\n9"], true, Source)], null), 2);

        Assert.Equal(
            ["2 2 true", "3 5 false"],
            await dataset.Values<string>(
                "select sample || ' ' || answer || ' ' || correct from dataset.solutions where sample > 1 order by 1"
            )
        );
        Assert.Equal(1, await dataset.Value<long>("select revision from dataset.pools"));
        Assert.Equal(
            "done 0",
            await dataset.Value<string>("select state || ' ' || failed from dataset.work_items where id = 2")
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task A_sample_with_NUL_and_one_that_was_not_asked_for_are_not_stored()
    {
        await Record(new SolutionsGenerated([new(2, ["a\0b"], true, Source), new(7, ["c"], true, Source)], null), 2);

        Assert.Equal(2, await dataset.Value<long>("select count(*) from dataset.solutions"));
        Assert.Equal(
            "2 a sample holds the character NUL, which the database cannot store",
            await dataset.Value<string>("select failed || ' ' || reason from dataset.work_items where id = 2")
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task A_result_of_a_cancelled_job_leaves_the_item_cancelled()
    {
        await dataset.Execute("update dataset.work_items set state = 'cancelled'");

        await Record(new SolutionsGenerated([new(2, ["# Answer\n2"], true, Source)], null), 2);

        Assert.Equal(2, await dataset.Value<long>("select count(*) from dataset.solutions"));
        Assert.Equal(["cancelled"], await dataset.Values<string>("select distinct state from dataset.work_items"));
    }

    private async Task Record<T>(T result, long item)
        where T : class
    {
        long before = Consumed<T>();
        await dataset.Harness.Bus.Publish(result, c => c.SetWork(item, job), Token);
        while (Consumed<T>() == before)
        {
            await Task.Delay(20, Token);
        }
    }

    private long Consumed<T>()
        where T : class => dataset.Harness.Consumed.Select<T>(new CancellationToken(true)).Count();
}

using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Serialization;
using Platform.Dataset.Formats;
using Platform.Tests;

namespace Platform.UnitTests.Dataset.Formats;

public sealed class ParquetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private sealed class Line
    {
        public string? prompt { get; set; }
        public List<string>? completions { get; set; }
        public List<bool?>? labels { get; set; }
    }

    private sealed class Pool
    {
        public string? problem { get; set; }
        public double? answer { get; set; }
        public List<Solution>? solutions { get; set; }
    }

    private sealed class Solution
    {
        public List<string>? steps { get; set; }
        public List<long?>? labels { get; set; }
        public Dictionary<string, string>? notes { get; set; }
        public Scores? scores { get; set; }
    }

    private sealed class Scores
    {
        public Score? rm { get; set; }
    }

    private sealed class Score
    {
        public string? kind { get; set; }
        public List<List<double>>? probabilities { get; set; }
    }

    private static async Task<byte[]> Written<T>(IEnumerable<T> rows, int group = 1000)
    {
        var file = new MemoryStream();
        await ParquetSerializer.SerializeAsync(
            rows,
            file,
            new ParquetOptions { RowGroupSize = group },
            cancellationToken: Token
        );
        return file.ToArray();
    }

    [Fact]
    public async Task Rows_are_records_of_any_format()
    {
        var import = await Import.Bytes(
            await Written<Line>(
                [
                    new()
                    {
                        prompt = "p \"é\"\n",
                        completions = ["a", "b"],
                        labels = [true, false],
                    },
                    new()
                    {
                        prompt = "q",
                        completions = ["a", "b"],
                        labels = [null, true],
                    },
                    new() { prompt = "r", completions = ["a"] },
                ]
            )
        );
        Assert.Equal("trl", import.Format);
        Assert.Equal(3, import.Lines);
        Assert.Equal(["p \"é\"\n", "q", "r"], import.Problems.Select(p => p.Statement));
        Assert.Equal(
            [
                [1, -1],
                [null, 1],
            ],
            import.Solutions.Select(s => s.StepLabels!)
        );
        Assert.Equal((3, "labels is missing"), (import.Errors[0].Line, import.Reason));
    }

    [Fact]
    public async Task Lists_of_structs_of_lists_keep_their_nulls_and_empty_lists()
    {
        var import = await Import.Bytes(
            await Written<Pool>(
                [
                    new()
                    {
                        problem = "p",
                        answer = 0.1,
                        solutions =
                        [
                            new()
                            {
                                steps = ["a", "b"],
                                labels = [1, null],
                                notes = new() { ["k"] = "v" },
                                scores = new()
                                {
                                    rm = new()
                                    {
                                        kind = "process",
                                        probabilities =
                                        [
                                            [0.25],
                                            [0.5],
                                        ],
                                    },
                                },
                            },
                            new() { steps = [], scores = new() },
                            new() { steps = ["c"], labels = [] },
                        ],
                    },
                    new() { problem = "q", answer = double.NaN },
                    new() { problem = "r", solutions = [] },
                ],
                group: 1
            )
        );
        Assert.Equal("pool", import.Format);
        Assert.Equal(("0.1", null), (import.Problems[0].Answer, import.Problems[1].Answer));
        Assert.Equal(
            [
                ["a", "b"],
                [],
                ["c"],
            ],
            import.Solutions.Select(s => s.Steps)
        );
        Assert.Equal(
            [
                [1, null],
                null,
                [null],
            ],
            import.Solutions.Select(s => s.StepLabels)
        );
        Assert.Equal([0.25, 0.5], import.Problems[0].Solutions[0].Scores[0].Probabilities.Select(row => row[0]));
        Assert.Equal(["p", "r"], import.Problems.Select(p => p.Statement));
        Assert.Equal(2, Assert.Single(import.Errors).Line);
        Assert.StartsWith("NaN is not valid JSON", import.Reason);
    }

    /// <summary>The file was written by Arrow's C++ library, as most Parquet files are, in two row groups.</summary>
    [Fact]
    public async Task A_file_of_another_writer_is_read()
    {
        await using var file = File.OpenRead(
            Path.Combine(Checkout.Root, "tests", "UnitTests", "Dataset", "Formats", "nested.parquet")
        );
        var import = await Import.Stream(file);
        Assert.Equal("pool", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(["3", "4.5", null, "3", "4.5", null], import.Problems.Select(p => p.Answer));
        Assert.Equal(["1", null, "3", "1", null, "3"], import.Problems.Select(p => p.Level));
        Assert.Equal("What is \"4\" + 1?\nNow é", import.Problems[5].Statement);
        Assert.Equal([2, 0, 0, 2, 0, 0], import.Problems.Select(p => p.Solutions.Count));
        Assert.Equal(
            [
                ["a", "b"],
                ["c"],
                ["a", "b"],
                ["c"],
            ],
            import.Solutions.Select(s => s.Steps)
        );
        Assert.Equal(
            [
                [1, null],
                [-1],
                [1, null],
                [-1],
            ],
            import.Solutions.Select(s => s.StepLabels!)
        );
        var score = import.Problems[3].Solutions[0].Scores[0];
        Assert.Equal(["negative", "positive"], score.Classes);
        Assert.Equal([0.1, 0.9, 0.25, 0.75], score.Probabilities.SelectMany(row => row));
    }

    [Fact]
    public async Task A_damaged_file_is_one_error()
    {
        var bytes = await Written<Pool>([new() { problem = "p" }]);
        Assert.StartsWith("the Parquet file cannot be read", (await Import.Bytes(bytes[..^20])).Reason);
    }

    private sealed class Types
    {
        public string? problem { get; set; }
        public decimal answer { get; set; }
        public int level { get; set; }
        public float f { get; set; }
        public bool b { get; set; }
        public byte[]? bytes { get; set; }
        public DateTime time { get; set; }
        public Guid id { get; set; }
        public ulong u { get; set; }
        public short s { get; set; }
    }

    [Fact]
    public async Task Columns_of_every_type_become_json()
    {
        var id = Guid.CreateVersion7();
        var bytes = await Written<Types>(
            [
                new()
                {
                    problem = "p",
                    answer = 1.5m,
                    level = 3,
                    f = 0.1f,
                    b = true,
                    bytes = "é"u8.ToArray(),
                    time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
                    id = id,
                    u = ulong.MaxValue,
                    s = -7,
                },
            ]
        );
        List<string> rows = [];
        await foreach (var record in FileRecords.Read(new MemoryStream(bytes), Token))
        {
            rows.Add(Encoding.UTF8.GetString(record.Bytes.Span));
        }

        Assert.Equal(
            $$"""{"problem":"p","answer":1.5,"level":3,"f":0.1,"b":true,"bytes":"\u00E9","time":"{{new DateTime(2026, 1, 2, 3, 4, 5).ToString(CultureInfo.InvariantCulture)}}","id":"{{id}}","u":18446744073709551615,"s":-7}""",
            Assert.Single(rows)
        );
    }
}

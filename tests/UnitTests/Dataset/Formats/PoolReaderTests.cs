using System.Text;
using Platform.Contracts;
using Platform.Dataset.Formats;

namespace Platform.UnitTests.Dataset.Formats;

public sealed class PoolReaderTests
{
    private const string P = """{"problem":"p"}""";
    private const string Q = """{"problem":"q"}""";

    [Fact]
    public async Task An_unknown_format_is_refused_with_the_list_of_formats()
    {
        var import = await Import.Text(P, "csv");
        Assert.Equal(
            "there is no format 'csv'; the formats are pool, openai-scored, prm800k, processbench, mr-ben, prmbench, rlhflow, math-shepherd, trl, search-and-learn, gsm8k-solutions, qwen, game24, math-500, gsm8k, problems",
            import.Reason
        );
        Assert.Empty(import.Problems);
    }

    [Fact]
    public void The_client_knows_every_format() => Assert.Equal(PoolReader.Formats, FileFormats.Names);

    [Fact]
    public async Task A_file_of_no_known_format_says_which_fields_it_has()
    {
        var import = await Import.Text("""{"x":1,"y":2}""");
        Assert.Contains("of no known format (its fields: x, y)", import.Reason);
        Assert.Null(import.Format);
    }

    [Fact]
    public async Task The_format_is_recognised_behind_lines_that_cannot_be_read()
    {
        var import = await Import.Text($"broken\n{{\"x\":1}}\n{P}\n");
        Assert.Equal("pool", import.Format);
        Assert.Equal([1, 2], import.Errors.Select(error => error.Line));
        Assert.Single(import.Problems);
    }

    [Fact]
    public async Task A_name_with_half_a_surrogate_pair_is_an_error() =>
        Assert.Contains("half a surrogate pair", (await Import.Text("""{"a\ud800":1}""")).Reason);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n \r\n\t\n")]
    [InlineData("[]")]
    [InlineData("[ ]\n")]
    public async Task A_file_without_records_is_an_error(string text)
    {
        var import = await Import.Text(text);
        Assert.Equal("the file holds no records", import.Reason);
        Assert.Equal(0, import.Lines);
    }

    [Fact]
    public async Task A_byte_order_mark_carriage_returns_and_empty_lines_change_nothing_but_count_as_lines()
    {
        var import = await Import.Text($"\uFEFF\r\n{P}\r\n\r\n  {Q}\r\nx");
        Assert.Equal(2, import.Problems.Count);
        Assert.Equal(3, import.Lines);
        Assert.Equal(5, Assert.Single(import.Errors).Line);
    }

    [Theory]
    [InlineData("[{0},{1}]")]
    [InlineData("\uFEFF [\n{0}\n,\n{1}\n]\n")]
    [InlineData("[{0},{1},]")]
    public async Task An_array_is_read_like_lines(string shape)
    {
        var import = await Import.Text(shape.Replace("{0}", P).Replace("{1}", Q));
        Assert.Empty(import.Errors);
        Assert.Equal(["p", "q"], import.Problems.Select(problem => problem.Statement));
    }

    [Fact]
    public async Task Pretty_printed_objects_one_after_the_other_are_read() =>
        Assert.Equal(
            ["p", "q}\"{"],
            (await Import.Text("{\n  \"problem\": \"p\"\n}\n{\n  \"problem\": \"q}\\\"{\"\n}\n")).Problems.Select(p =>
                p.Statement
            )
        );

    [Fact]
    public async Task A_broken_element_costs_the_array_nothing_else()
    {
        var import = await Import.Text($$"""[{{P}},{"problem":tru},7,{"problem":5},{{Q}}]""");
        Assert.Equal([2, 3, 4], import.Errors.Select(error => error.Line));
        Assert.Equal(["p", "q"], import.Problems.Select(problem => problem.Statement));
    }

    [Fact]
    public async Task An_array_that_is_cut_off_keeps_what_is_whole()
    {
        var between = await Import.Text($"[{P},");
        Assert.Single(between.Problems);
        Assert.Contains("cut off", between.Reason);
        var within = await Import.Text($$"""[{{P}},{"problem":"q""");
        Assert.Single(within.Problems);
        Assert.Contains(
            within.Errors,
            error => error.Line == 2 && error.Reason.StartsWith("not JSON", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Broken_utf8_costs_its_line()
    {
        byte[] broken = [.. """{"problem":"a"""u8, 0xC3, 0x28, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(P)];
        var import = await Import.Bytes(broken);
        Assert.Equal(1, Assert.Single(import.Errors).Line);
        Assert.Contains("broken UTF-8", import.Reason);
        Assert.Single(import.Problems);
    }

    [Fact]
    public async Task A_problem_that_comes_twice_is_an_error_that_names_the_first_line()
    {
        var import = await Import.Text($"{P}\n{Q}\n{P}\n");
        Assert.Equal(3, Assert.Single(import.Errors).Line);
        Assert.EndsWith("is on line 1 already", import.Reason);
        Assert.Equal(2, import.Problems.Count);
    }

    [Fact]
    public async Task A_name_that_is_a_formats_own_wins_over_recognition()
    {
        var import = await Import.Text("""{"question":"q","answer":"#### 72"}""", "qwen");
        Assert.Equal(("qwen", "code is missing"), (import.Format, import.Reason));
    }

    [Fact]
    public async Task The_same_problem_has_the_same_key_in_every_file()
    {
        var one = await Import.Text("""{"question":"q","answer":"#### 72"}""");
        var other = await Import.Text("""{"problem":"q","solution":"\\boxed{72}"}""");
        Assert.Equal(one.Problems[0].Key, other.Problems[0].Key);
        Assert.Equal("72", one.Problems[0].Answer);
        Assert.Equal("72", other.Problems[0].Answer);
    }

    [Fact]
    public async Task A_reason_that_quotes_a_huge_field_is_short()
    {
        var import = await Import.Text($$"""{"{{new string('x', 10_000)}}":1}""");
        Assert.InRange(import.Reason.Length, 100, 600);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task Records_do_not_depend_on_how_the_bytes_arrive(int chunk)
    {
        var text = new StringBuilder("\uFEFF");
        for (var i = 0; i < 300; i++)
        {
            text.Append($$"""{"problem":"{{i}} \"\\é","solutions":[{"text":"{{new string('x', i * 3)}}"}]}""")
                .Append(i % 3 == 0 ? "\r\n\n" : "\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var lines = await Import.Stream(new Trickle(bytes, chunk));
        Assert.Empty(lines.Errors);
        Assert.Equal(
            Enumerable.Range(0, 300).Select(i => $"{i} \"\\é"),
            lines.Problems.Select(problem => problem.Statement)
        );
        var array = Encoding.UTF8.GetBytes(
            "["
                + string.Join(
                    ",\n",
                    text.ToString()[1..]
                        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(line => line.Trim())
                        .Where(line => line.Length > 0)
                )
                + "]"
        );
        Assert.Equal(
            lines.Problems.Select(problem => problem.Key),
            (await Import.Stream(new Trickle(array, chunk))).Problems.Select(problem => problem.Key)
        );
    }

    [Theory]
    [InlineData("{0}\n{1}\n{2}")]
    [InlineData("[{0},{1},{2}]")]
    public async Task A_record_that_is_too_long_is_an_error_and_never_held(string shape)
    {
        var file = shape
            .Replace("{0}", P)
            .Replace("{1}", $$"""{"problem":"{{new string('x', 300_000)}}"}""")
            .Replace("{2}", Q);
        List<(int Number, string? Error)> records = [];
        await foreach (
            var record in new RecordSplitter(new Trickle(Encoding.UTF8.GetBytes(file), 5000), longest: 100_000).Split(
                TestContext.Current.CancellationToken
            )
        )
        {
            records.Add((record.Number, record.Error));
        }

        Assert.Equal([(1, null), (2, "longer than 100,000 bytes"), (3, null)], records);
    }

    /// <summary>A stream that gives a few bytes at a time, as networks do.</summary>
    private sealed class Trickle(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}

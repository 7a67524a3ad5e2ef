using System.Text;
using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Tests;

namespace Platform.UnitTests.Dataset.Formats;

/// <summary>The result of reading a whole file.</summary>
internal sealed record Import(string? Format, int Lines, List<ImportedProblem> Problems, List<ImportError> Errors)
{
    public IEnumerable<ImportedSolution> Solutions => Problems.SelectMany(problem => problem.Solutions);

    public ImportedSolution Solution => Assert.Single(Solutions);

    public string Reason => Assert.Single(Errors).Reason;

    public static Task<Import> Text(string text, string? format = null) => Bytes(Encoding.UTF8.GetBytes(text), format);

    public static Task<Import> Bytes(byte[] bytes, string? format = null) => Stream(new MemoryStream(bytes), format);

    public static async Task<Import> File(string name, string? format = null)
    {
        await using var file = System.IO.File.OpenRead(RealData.File(name));
        return await Stream(file, format);
    }

    public static async Task<Import> Stream(Stream stream, string? format = null)
    {
        var reader = new PoolReader(format);
        var import = new Import(null, 0, [], []);
        await foreach (var record in reader.Read(stream, TestContext.Current.CancellationToken))
        {
            if (record.Problem is not null)
            {
                import.Problems.Add(record.Problem);
            }

            if (record.Error is not null)
            {
                import.Errors.Add(record.Error);
            }
        }
        return import with { Format = reader.Format, Lines = reader.Lines };
    }
}

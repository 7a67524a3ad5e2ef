using System.Text.Json;
using Platform.Contracts;

namespace Platform.Training.Runs;

/// <summary>Reads a training set's lines.</summary>
internal static class ExampleFile
{
    /// <exception cref="InvalidDataException">A line is not an example; the message says which one.</exception>
    public static IEnumerable<TrainingExample> Read(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > 0)
            {
                yield return Parse(line, path, number);
            }
        }
    }

    private static TrainingExample Parse(string line, string path, int number)
    {
        try
        {
            var example = JsonSerializer.Deserialize<TrainingExample>(line, JsonSerializerOptions.Web);
            if (example is { Statement: not null, Steps: not null } && !example.Steps.Contains(null!))
            {
                return example;
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: line {number} is no training example: {e.Message}", e);
        }
        throw new InvalidDataException($"{path}: line {number} is no training example: it needs statement and steps.");
    }
}

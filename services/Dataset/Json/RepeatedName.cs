using System.Text.Json;

namespace Platform.Dataset.Json;

/// <summary>Finds fields of one object that have the same name; only one of them would be read.</summary>
internal static class RepeatedName
{
    /// <summary>Returns null if every name is unique, or the text is not JSON.</summary>
    public static string? Reason(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Find(document.RootElement) is { } name
                ? $"not JSON: the field '{name}' stands twice: remove one"
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                return value.EnumerateArray().Select(Find).FirstOrDefault(name => name is not null);
            case JsonValueKind.Object:
                HashSet<string> names = [];
                foreach (var property in value.EnumerateObject())
                {
                    if (!names.Add(property.Name))
                    {
                        return property.Name;
                    }
                }

                return value
                    .EnumerateObject()
                    .Select(property => Find(property.Value))
                    .FirstOrDefault(name => name is not null);
            default:
                return null;
        }
    }
}

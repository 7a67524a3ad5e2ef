using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Contracts;

namespace Platform.Cli.Trainings;

/// <summary>An option for every hyper-parameter of <see cref="TrainingRecipe"/>, and a file for many at once.</summary>
internal sealed class RecipeOptions
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private readonly Option<string?> _file = new("--recipe")
    {
        Description =
            "Hyper-parameters from a JSON file, as the options below but in camel case; or a model's training.json",
        HelpName = "FILE",
    };

    private readonly List<(Option Option, Action<ParseResult, TrainingRecipe> Apply)> _options =
    [
        .. typeof(TrainingRecipe).GetProperties().Where(p => p.SetMethod is not null).Select(Make),
    ];

    public IEnumerable<Option> All => _options.Select(o => o.Option).Prepend(_file);

    /// <summary>The defaults, then the file, then the options.</summary>
    public TrainingRecipe Read(ParseResult parsed)
    {
        var recipe = parsed.GetValue(_file) is { } path ? Load(path) : new TrainingRecipe();
        foreach (var (_, apply) in _options)
        {
            apply(parsed, recipe);
        }

        return recipe;
    }

    private static TrainingRecipe Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var root = document.RootElement;
            var recipe =
                root.ValueKind == JsonValueKind.Object && root.TryGetProperty("recipe", out var inner) ? inner : root;
            return recipe.Deserialize<TrainingRecipe>(Strict)!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CommandFailed(Exit.Rejected, $"Cannot read the recipe {path}: {e.Message}", e);
        }
    }

    private static (Option, Action<ParseResult, TrainingRecipe>) Make(PropertyInfo property) =>
        (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
        {
            var type when type == typeof(int) => Make<int?>(property),
            var type when type == typeof(long) => Make<long?>(property),
            var type when type == typeof(double) => Make<double?>(property),
            _ => Make<string?>(property),
        };

    private static (Option, Action<ParseResult, TrainingRecipe>) Make<T>(PropertyInfo property)
    {
        var choices = property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern.Split('|');
        var option = new Option<T>($"--{JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name)}")
        {
            Description = Description(property, choices),
            HelpName = choices is null ? "N" : string.Join('|', choices),
        };
        if (choices is not null)
        {
            option.AcceptOnlyFromAmong(choices);
        }

        return (option, Apply);

        void Apply(ParseResult parsed, TrainingRecipe recipe)
        {
            if (parsed.GetValue(option) is { } value)
            {
                property.SetValue(recipe, value);
            }
        }
    }

    private static string Description(PropertyInfo property, string[]? choices)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        var usual = property.GetValue(new TrainingRecipe());
        var what =
            choices is not null ? "Recipe"
            : range is null ? "Recipe, a whole number"
            : Between(range);
        return $"{what} ({(usual is null ? "all cores" : Convert.ToString(usual, CultureInfo.InvariantCulture))})";
    }

    private static string Between(RangeAttribute range) =>
        string.Create(CultureInfo.InvariantCulture, $"Recipe, {range.Minimum} to {range.Maximum}");
}
